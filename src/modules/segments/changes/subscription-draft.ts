import type {
  ChangeReceiver,
  SubscriptionKind,
} from '../../../models/segment/segment-subscription.entity.js';
import { addressProblem } from '../../platform/webhooks/receiver-address.js';

/** Most segments one subscription names. */
const mostSegments = 100;

/** What somebody asks a subscription to be. */
export interface SubscriptionDraft {
  readonly kind: SubscriptionKind;
  readonly receiver: ChangeReceiver;
  /** Absent or null: all. */
  readonly segmentIds?: readonly string[] | null | undefined;
  readonly url?: string | null | undefined;
}

/** What is wrong with it, in a sentence that says what to do; null when nothing is. */
export function draftProblem(draft: SubscriptionDraft, mayPostInside: boolean): string | null {
  const { kind, receiver, segmentIds, url } = draft;
  if (segmentIds && (segmentIds.length === 0 || segmentIds.length > mostSegments))
    return `segmentIds has ${segmentIds.length} of them; name 1 to ${mostSegments}, or leave it out for all.`;
  if (kind === 'QUEUE') {
    if (typeof url === 'string') return 'url goes only with WEBHOOK; leave it out.';
    return receiver === 'OURS'
      ? null
      : 'receiver must be OURS for a QUEUE, which is part of this installation.';
  }
  if (typeof url !== 'string') return 'url is missing; a WEBHOOK needs one.';
  const problem = addressProblem(url, mayPostInside);
  return problem === null ? null : `url ${problem}.`;
}
