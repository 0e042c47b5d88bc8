/** A car that somebody owned once. */
export interface FormerCar {
  readonly vin: string;
  /** When it was handed on, milliseconds since the epoch: from then on it was not theirs. */
  readonly until: number;
}

const between = ' until ';

/** The value of a `formerVin`: told apart by its end, as a car can be the same person's twice. */
export function formerVin({ vin, until }: FormerCar): string {
  return `${vin}${between}${new Date(until).toISOString()}`;
}

/** The car that a `formerVin` speaks of; null for what is none. */
export function formerCarIn(value: string): FormerCar | null {
  const [vin = '', written = ''] = value.split(between);
  const until = Date.parse(written);
  return Number.isNaN(until) ? null : { vin, until };
}
