import { v5 as uuidv5 } from 'uuid';
import { z } from 'zod';
import type { BodyStyle, FuelType } from '../../models/vehicle/vehicle-facts.js';
import type { Drive, Transmission, VehicleTrimEntity } from '../../models/vehicle/vehicle-trim.entity.js';
import { canonicalMake } from '../../models/vehicle/make-names.js';
import { bodyOfModel } from './model-bodies.js';
import { splitModel } from './model-names.js';

/** Namespace of the ids of catalogue trims: the same file gives the same ids everywhere. */
const trimNamespace = '5f0c7a1e-3d0b-5a64-9c6e-6b1f0f1d8a11';
const kilometresPerMile = 1.609344;

/** The columns of fueleconomy.gov's `vehicles.csv` that the catalogue is made of. */
export const epaColumns = ['id', 'make', 'model', 'year', 'VClass', 'fuelType1', 'atvType', 'drive', 'trany', 'cylinders', 'displ', 'city08', 'highway08', 'comb08', 'range', 'rangeA'] as const; // prettier-ignore

const text = z.string().default('').transform((value) => value.trim()); // prettier-ignore
const rowSchema = z.object({
  id: text.pipe(z.string().regex(/^\d+$/)),
  make: text.pipe(z.string().min(1)),
  // One row of the 2022 file has the name of its photograph where the model should be.
  model: text.pipe(z.string().min(1).regex(/^(?!.*\.(jpe?g|png)$)/i)), // prettier-ignore
  year: text.transform(Number).pipe(z.number().int().min(1900).max(2100)),
  VClass: text,
  fuelType1: text,
  atvType: text,
  drive: text,
  trany: text,
  cylinders: text,
  displ: text,
  city08: text,
  highway08: text,
  comb08: text,
  range: text,
  rangeA: text,
});
export type EpaRow = z.infer<typeof rowSchema>;

/** One row of the EPA's file as a catalogue trim, or null when it lacks id, make, model or year. */
export function trimOfEpaRow(record: unknown): VehicleTrimEntity | null {
  const parsed = rowSchema.safeParse(record);
  if (!parsed.success) return null;
  const row = parsed.data;
  const make = canonicalMake(row.make);
  const { model, trim } = splitModel(make, row.model);
  const range = positive(row.range) ?? positive(row.rangeA.split('/')[0] ?? '');
  return {
    id: uuidv5(`epa:${row.id}`, trimNamespace),
    source: 'epa',
    sourceId: row.id,
    make,
    model,
    trim,
    modelYear: row.year,
    bodyStyle: bodyOf(make, model, row),
    fuelType: fuelOf(row),
    drive: driveOf(row.drive),
    transmission: transmissionOf(row.trany),
    cylinders: positive(row.cylinders),
    displacementLitres: positive(row.displ),
    cityMpg: positive(row.city08),
    highwayMpg: positive(row.highway08),
    combinedMpg: positive(row.comb08),
    electricRangeKm: range !== null && plugsIn(row) ? Math.round(range * kilometresPerMile) : null,
    epaClass: row.VClass || null,
  };
}

/**
 * The EPA's classes are sizes: a hatchback is a "Compact Car", a crossover may be a "Small Station Wagon", a roadster
 * a "Two Seater". So trucks and vans are taken from the class, words in the name come next, then what is known of
 * the model, and the class of the rest last.
 */
function bodyOf(make: string, model: string, { VClass, model: name }: EpaRow): BodyStyle {
  const known = bodyOfModel(make, model);
  if (/pickup/i.test(VClass)) return 'PICKUP';
  if (/^(Vans|Minivan)/i.test(VClass)) return 'VAN';
  if (/^Special Purpose/i.test(VClass)) return specialPurposeBody(name) ?? known ?? 'SUV';
  if (/sport utility/i.test(VClass)) return /\b(convertible|cabriolet)\b/i.test(name) ? 'CONVERTIBLE' : 'SUV';
  const worded = known === 'SUV' ? undefined : bodyInName(name);
  if (worded) return worded;
  if (known) return known;
  if (/wagon/i.test(VClass)) return 'ESTATE';
  if (/^(Two Seaters|Minicompact)/i.test(VClass)) return 'COUPE';
  return /^(Subcompact|Compact|Midsize|Large)/i.test(VClass) ? 'SEDAN' : 'OTHER';
}

/** "Special Purpose" is what fits nowhere else: small vans, chassis cabs, and until 2012 every SUV. */
function specialPurposeBody(name: string): BodyStyle | undefined {
  if (/\b(cab chassis|incomplete|pickup|truck)\b/i.test(name)) return 'PICKUP';
  if (/\b(van|cargo|transit|nv200|metris|promaster|city express|sprinter|postal|usps)\b/i.test(name))
    return 'VAN';
  return undefined;
}

const wordedBodies: [RegExp, BodyStyle][] = [
  [/\bgran ?coupe\b|\bgran turismo\b/i, 'SEDAN'],
  [
    /\b(convertible|cabriolet|cabrio|roadster|spyder|spider|targa|volante|boxster)\b|miata|mx-5/i,
    'CONVERTIBLE',
  ],
  [/\b(hatchback|5-door|5dr|sportback|liftback|hardtop)\b/i, 'HATCHBACK'],
  [
    /wagon|\b(avant|sportbrake|allroad|alltrack|sport ?turismo|cross ?turismo|tourx|estate|st|sw)\b/i,
    'ESTATE',
  ],
  [/\b(coupe|2dr|2-door|fastback)\b/i, 'COUPE'],
  [/\b(sedan|4-door|4dr|limousine)\b/i, 'SEDAN'],
];

function bodyInName(name: string): BodyStyle | undefined {
  return wordedBodies.find(([words]) => words.test(name))?.[1];
}

/** `fuelType1` names what is burnt, `atvType` what is peculiar: a plug-in hybrid "burns" premium petrol. */
function fuelOf({ fuelType1, atvType }: EpaRow): FuelType {
  if (/plug-in/i.test(atvType)) return 'PLUGIN_HYBRID';
  if (/electric/i.test(fuelType1)) return 'ELECTRIC';
  if (/^hybrid$/i.test(atvType)) return 'HYBRID';
  if (/diesel/i.test(fuelType1)) return 'DIESEL';
  return /gasoline/i.test(fuelType1) ? 'PETROL' : 'OTHER';
}

function plugsIn(row: EpaRow): boolean {
  return ['PLUGIN_HYBRID', 'ELECTRIC'].includes(fuelOf(row));
}

function driveOf(drive: string): Drive | null {
  if (/^front/i.test(drive)) return 'FWD';
  if (/^rear/i.test(drive)) return 'RWD';
  if (/all-wheel/i.test(drive)) return 'AWD';
  if (/4-wheel/i.test(drive)) return 'FOUR_WD';
  return /^2-wheel/i.test(drive) ? 'TWO_WD' : null;
}

function transmissionOf(gearbox: string): Transmission | null {
  if (/^auto/i.test(gearbox)) return 'AUTOMATIC';
  return /^manual/i.test(gearbox) ? 'MANUAL' : null;
}

/** The file writes 0 or -1 for "does not apply". */
function positive(written: string): number | null {
  const value = Number(written);
  return written !== '' && Number.isFinite(value) && value > 0 ? value : null;
}
