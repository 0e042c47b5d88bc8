/** Units a mileage is written in. */
export const mileageUnits = ['KM', 'MI'] as const;
/** Kilometres or miles. */
export type MileageUnit = (typeof mileageUnits)[number];

/** How far a car was driven, in whole units. */
export interface Mileage {
  readonly mileage: number;
  readonly mileageUnit: MileageUnit;
}

/** Both are whole numbers of millimetres, so nothing is rounded on the way. */
const millimetres: Readonly<Record<MileageUnit, number>> = { KM: 1_000_000, MI: 1_609_344 };

/** A mileage in whole units of another kind; what is begun of the next one does not count, as on a car's own counter. */
export function wholeMileage({ mileage, mileageUnit }: Mileage, unit: MileageUnit): number {
  return mileageUnit === unit ? mileage : Math.floor((mileage * millimetres[mileageUnit]) / millimetres[unit]);
} // prettier-ignore

/** A length in millimetres, by which spans in different units are compared. */
export function millimetresOf({ mileage, mileageUnit }: Mileage): number {
  return mileage * millimetres[mileageUnit];
}

/** The unit somebody means by a word, in any case; null where it is none. */
export function mileageUnitOf(word: string): MileageUnit | null {
  const lower = word.toLowerCase();
  if (['km', 'kilometres', 'kilometers'].includes(lower)) return 'KM';
  return ['mi', 'mile', 'miles'].includes(lower) ? 'MI' : null;
}
