import { Duration } from 'luxon';
import { DurationScalar } from '../../platform/graphql/scalars.js';
import { mostPatienceMs, wrongPatience } from '../segments.errors.js';

/** How long to wait for everybody to be counted. */
export const patienceArgument = {
  type: () => DurationScalar,
  defaultValue: 'PT20S',
  description:
    'How long to wait for what is exact, `PT0S` to `PT60S`: `PT0.3S` answers at once, mostly by a sample.',
};

/** The same where nothing is said of people who were not all looked at. */
export const exactPatienceArgument = {
  ...patienceArgument,
  description: 'How long to wait for everybody to be counted, `PT0S` to `PT60S`.',
};

/** What was given, in milliseconds. @throws AppError AUDIENCE_PATIENCE */
export function patienceMs(patience: string): number {
  const ms = Duration.fromISO(patience).toMillis();
  if (ms >= 0 && ms <= mostPatienceMs) return ms;
  throw wrongPatience(patience);
}
