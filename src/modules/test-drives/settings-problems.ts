import { z } from 'zod';
import { openFromSchema, type OpenFrom } from '../../models/test-drive/opening-hours.js';
import type { TestDriveSettingsEntity } from '../../models/test-drive/test-drive-settings.entity.js';
import { problem, type TestDriveProblem } from './problem.js';
import { isTimeZone } from './wall-clock.js';

/** What a dealer is to have its cars driven by. */
export type NewTestDriveSettings = Omit<TestDriveSettingsEntity, 'tenantId' | 'checkInCode' | 'updatedAt'>;

const bounds = {
  slotMinutes: [5, 1_440],
  pauseMinutes: [0, 1_440],
  noticeMinutes: [0, 43_200],
  staff: [1, 200],
} as const;
const mostExceptions = 400;

/** Everything that is wrong with a dealer's settings, at once. Whether there is the dealer is asked elsewhere. */
export function settingsProblems(settings: NewTestDriveSettings): TestDriveProblem[] {
  const { hours, timeZone } = settings;
  const outside = (['slotMinutes', 'pauseMinutes', 'noticeMinutes', 'staff'] as const).flatMap((path) => {
    const [least, most] = bounds[path];
    const value = settings[path];
    const isFine = value === null || (Number.isInteger(value) && value >= least && value <= most);
    return isFine ? [] : [problem(path, `It lies outside ${least} to ${most}.`, `Give ${least} to ${most}.`)];
  });
  const dates = Object.entries(hours.exceptions);
  return [
    ...(isTimeZone(timeZone) ? [] : [problem('timeZone', 'There is no such time zone.', 'Give an IANA name, such as Europe/London.')]), // prettier-ignore
    ...outside,
    ...Object.values(hours.weekly).flatMap((open) => wrongTimes('weekly', open)),
    ...dates.flatMap(([, open]) => wrongTimes('exceptions.open', open)),
    ...dates.flatMap(([date]) => (isDate(date) ? [] : [problem('exceptions.date', 'It is no date.', 'Give an ISO date, such as 2026-12-24.')])), // prettier-ignore
    ...(dates.length > mostExceptions ? [problem('exceptions', `There are more than ${mostExceptions}.`, 'Leave out those that are over.')] : []), // prettier-ignore
  ];
}

function wrongTimes(path: string, open: readonly OpenFrom[]): TestDriveProblem[] {
  const isWrong = open.some((each) => !openFromSchema.safeParse(each).success || each.opens >= each.closes);
  return isWrong || open.length > 6
    ? [problem(path, 'It is not open from an earlier time to a later one, six times a day at most.', 'Give times such as 09:00 and 18:30; 24:00 is the end of a day.')] // prettier-ignore
    : [];
}

function isDate(date: string): boolean {
  return z.iso.date().safeParse(date).success;
}
