import { z } from 'zod';
import type {
  ChangeReceiver,
  SubscriptionKind,
  SubscriptionStatus,
} from '../../../models/segment/segment-subscription.entity.js';

/** Where a webhook goes and what it is signed with; as it is sealed. */
export const webhookTargetSchema = z.object({
  url: z.string(),
  secret: z.string(),
  /** The secret before, which signs beside it until then: milliseconds since the epoch. */
  former: z.object({ secret: z.string(), until: z.number() }).nullable(),
});
/** The same, opened. */
export type WebhookTarget = z.infer<typeof webhookTargetSchema>;

/** A subscription, and whose it is. */
export interface SubscriptionKey {
  readonly tenantId: string;
  readonly id: string;
}

/** A subscription with its target open. */
export interface Subscription extends SubscriptionKey {
  readonly kind: SubscriptionKind;
  readonly receiver: ChangeReceiver;
  readonly segmentIds: readonly string[] | null;
  /** Null of a queue. */
  readonly target: WebhookTarget | null;
  readonly status: SubscriptionStatus;
  readonly createdBy: string;
  readonly countsFrom: Date;
  /** Changes up to then were forgotten before they were handed over; null: none was. */
  readonly missedUntil: Date | null;
}

/** How long a secret that was changed goes on signing beside the new one. */
const overlapMs = 24 * 3_600_000;

/** The target with another secret. */
export function withSecret(target: WebhookTarget, secret: string, now: number): WebhookTarget {
  return { ...target, secret, former: { secret: target.secret, until: now + overlapMs } };
}

/** Every secret that signs now. */
export function secretsOf({ secret, former }: WebhookTarget, now: number): string[] {
  return former && former.until > now ? [secret, former.secret] : [secret];
}
