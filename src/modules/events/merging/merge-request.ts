import { AppError } from '../../platform/app-error.js';
import { storableText } from '../../platform/storable.js';
import type { MergeRequest } from '../../profiles/merges.service.js';
import { eventErrors } from '../events.errors.js';

const longestReason = 500;

/**
 * A request to merge, fit to be kept.
 * @throws AppError INVALID_MERGE_REASON
 */
export function mergeRequest(
  fromProfileId: string,
  intoProfileId: string,
  given: string,
  isVerified: boolean,
): MergeRequest {
  const reason = storableText(given.trim());
  if (reason === '' || reason.length > longestReason)
    throw new AppError(
      eventErrors.mergeReason.code,
      eventErrors.mergeReason.kind,
      `reason has ${reason.length} characters; say in 1 to ${longestReason} why these are one person.`,
    );
  return { fromProfileId, intoProfileId, reason, isVerified };
}
