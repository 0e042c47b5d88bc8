/** One thing wrong with what was sent. Holds no value that was sent: it may be personal. */
export interface TestDriveProblem {
  /** Path of the field in the input: `driver.email`. */
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** Ids that lead nowhere, of this tenant or of another: the two are never told apart. */
export const unknown = {
  dealer: problem('dealerId', 'There is no such dealer, or it has no test drives.', 'Take an id of `dealers`, and set up its test drives with `setTestDriveSettings`.'),
  vehicle: problem('vehicleId', 'There is no such car in this stock.', 'Take an id of `vehicles`.'),
  booking: problem('id', 'There is no such booking.', 'Take the id that `bookTestDrive` answered with.'),
  demonstrator: problem('id', 'There is no such demonstrator.', 'Take an id of `testDriveDemonstrators`.'),
} as const; // prettier-ignore

const dayMs = 86_400_000;

/**
 * What keeps a drive from beginning at an instant because it lies too far ahead, if it does: nobody knows yet which cars there will be.
 * @param startsAt milliseconds since the epoch, as is `now`
 */
export function tooFarAhead(startsAt: number, { horizonDays }: { readonly horizonDays: number }, now: number): TestDriveProblem[] {
  const isTooFar = startsAt > now + horizonDays * dayMs;
  return isTooFar ? [problem('startsAt', `It is more than ${horizonDays} days ahead.`, `Ask for a time within ${horizonDays} days.`)] : [];
} // prettier-ignore

/** A problem, in one line. */
export function problem(path: string, message: string, remedy: string): TestDriveProblem {
  return { path, message, remedy };
}
