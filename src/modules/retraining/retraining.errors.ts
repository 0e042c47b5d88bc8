import { AppError, type ErrorKind } from '../platform/app-error.js';
import { longestReason } from '../promotion/promotion.service.js';

/** Every code this module raises. */
export type RetrainingErrorCode = 'MODEL_NOT_RETRAINABLE' | 'RETRAINING_REASON' | 'RETRAINING_SETTING';

function retrainingError(code: RetrainingErrorCode, kind: ErrorKind, message: string): AppError {
  return new AppError(code, kind, message);
}

/** No rows of it can be made that hold what was known at the time. */
export const modelNotRetrainable = (name: string) =>
  retrainingError('MODEL_NOT_RETRAINABLE', 'invalid', `${name} is not retrained from your own data yet: the log does not keep what was known of a viewer at each decision. Ask for LEAD_SCORE; docs/guides/models.md says how to train ${name} by hand.`); // prettier-ignore

/** No reason, or an endless one. */
export const retrainingReason = () =>
  retrainingError('RETRAINING_REASON', 'invalid', `Give a reason of 1 to ${longestReason} characters.`);

/** A number of leads that nobody can mean. */
export const retrainingSetting = (said: number, most: number) =>
  retrainingError('RETRAINING_SETTING', 'invalid', `leastNewLeads is ${said}; give 1 to ${most}.`);
