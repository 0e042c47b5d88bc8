/**
 * What a city knows beyond the plain world. The committed models were taught, and are measured, in the plain one, so it
 * stays as it is to the last draw.
 */
export interface Ways {
  /** Journeys set out by the time of year, and tastes with them (`season.ts`). */
  readonly seasons: boolean;
  /** Some shoppers live together and buy one car (`household.ts`). */
  readonly households: boolean;
  /** Offers seen often are clicked less (`fatigue.ts`). */
  readonly fatigue: boolean;
  /** Draws come from streams of their own, so that two runs differ by what was changed alone (`chances.ts`). */
  readonly apart: boolean;
}

/** The world of the committed models. */
export const plainWays: Ways = { seasons: false, households: false, fatigue: false, apart: false };

/** All there is. */
export const cityWays: Ways = { seasons: true, households: true, fatigue: true, apart: true };
