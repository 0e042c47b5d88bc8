import {
  mostExceptions,
  wrongPartsOf,
  type HoursPart,
  type OpenFrom,
  type OpeningHours,
} from '../../models/vehicle/opening-hours.js';
import type { TestDriveSettingsEntity } from '../../models/test-drive/test-drive-settings.entity.js';
import { problem, type TestDriveProblem } from './problem.js';
import { isTimeZone } from '../platform/wall-clock.js';

/** What a dealer is to have its cars driven by. */
export type NewTestDriveSettings = Omit<TestDriveSettingsEntity, 'tenantId' | 'checkInCode' | 'updatedAt'>;

const bounds = {
  slotMinutes: [5, 1_440],
  pauseMinutes: [0, 1_440],
  noticeMinutes: [0, 43_200],
  horizonDays: [1, 730],
  staff: [1, 200],
} as const;
/** What is said of a part of the hours, and what to do about it. */
const said: Record<HoursPart, readonly [string, string]> = {
  weekly: ['It is not open from an earlier time to a later one, six times a day at most.', 'Give times such as 09:00 and 18:30; 24:00 is the end of a day.'],
  'exceptions.open': ['It is not open from an earlier time to a later one, six times a day at most.', 'Give times such as 09:00 and 18:30; 24:00 is the end of a day.'],
  'exceptions.date': ['It is no date.', 'Give an ISO date, such as 2026-12-24.'],
  exceptions: [`There are more than ${mostExceptions}.`, 'Leave out those that are over.'],
}; // prettier-ignore

/** Everything that is wrong with a dealer's settings, at once. Whether there is the dealer is asked elsewhere. */
export function settingsProblems(settings: NewTestDriveSettings): TestDriveProblem[] {
  const { hours, timeZone } = settings;
  const outside = (['slotMinutes', 'pauseMinutes', 'noticeMinutes', 'horizonDays', 'staff'] as const).flatMap(
    (path) => {
      const [least, most] = bounds[path];
      const value = settings[path];
      const isFine = value === null || (Number.isInteger(value) && value >= least && value <= most);
      return isFine
        ? []
        : [problem(path, `It lies outside ${least} to ${most}.`, `Give ${least} to ${most}.`)];
    },
  );
  return [
    ...(timeZone === null || isTimeZone(timeZone) ? [] : [problem('timeZone', 'There is no such time zone.', 'Give an IANA name, such as Europe/London.')]), // prettier-ignore
    ...outside,
    ...(hours ? wrongPartsOf(hours).map((part) => problem(part, ...said[part])) : []),
    ...(hours ? overlapProblems(hours) : []),
  ];
}

/** Hours of one day that run into each other, of which nobody can say what was meant; a day that is named twice has all of its hours. */
function overlapProblems({ weekly, exceptions }: OpeningHours): TestDriveProblem[] {
  const days = [['weekly', Object.values(weekly)], ['exceptions.open', Object.values(exceptions)]] as const;
  return days.flatMap(([path, opens]) => opens.some(overlap) ? [problem(path, 'Hours of one day overlap.', 'Name each day once, and hours that end before the next begin.')] : []);
} // prettier-ignore

function overlap(open: readonly OpenFrom[]): boolean {
  const inOrder = open.toSorted((one, other) => (one.opens < other.opens ? -1 : 1));
  return inOrder.some(({ opens }, n) => opens < (inOrder[n - 1]?.closes ?? ''));
}

/** What is missing where hours or time zone are to be the dealer's. */
export function inheritedProblems(
  { hours, timeZone }: NewTestDriveSettings,
  dealer: Pick<NewTestDriveSettings, 'hours' | 'timeZone'>,
): TestDriveProblem[] {
  return [
    ...(hours || dealer.hours ? [] : [problem('weekly', 'The dealer has no opening hours.', 'Give them here, or set those of the dealer with updateDealer.')]),
    ...(timeZone !== null || dealer.timeZone !== null ? [] : [problem('timeZone', 'The dealer has no time zone.', 'Give it here, or set that of the dealer with updateDealer.')]),
  ];
} // prettier-ignore
