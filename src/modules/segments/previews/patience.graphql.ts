import { Duration } from 'luxon';
import { DurationScalar } from '../../platform/graphql/scalars.js';

/** Longest a request waits. */
const mostPatienceMs = 60_000;

/** How long to wait for everybody to be counted. */
export const patienceArgument = {
  type: () => DurationScalar,
  defaultValue: 'PT20S',
  description:
    'How long to wait for what is exact, at most a minute: `PT0.3S` answers at once, mostly by a sample.',
};

/** The same where nothing is said of people who were not all looked at. */
export const exactPatienceArgument = {
  ...patienceArgument,
  description: 'How long to wait for everybody to be counted, at most a minute.',
};

/** What was given, in milliseconds. */
export function patienceMs(patience: string): number {
  return Math.min(mostPatienceMs, Math.max(0, Duration.fromISO(patience).toMillis()));
}
