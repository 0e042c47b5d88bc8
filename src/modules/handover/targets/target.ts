import { z } from 'zod';
import type { HandoverKind } from '../../../models/handover/handover-target.entity.js';

/** Where a target is and what it takes to be let in, as it is sealed. */
export const targetAddressSchema = z.object({
  /** An address of https, or of smtp with user and password in it. */
  url: z.string(),
  /** Whom an e-mail is from; null of other kinds. */
  from: z.string().nullable(),
  /** The dealer's address for leads: where an e-mail goes, and what ADF tells of the dealer; null of webhooks. */
  to: z.string().nullable(),
  /** What webhooks are signed with; null of other kinds. */
  secret: z.string().nullable(),
  /** The secret before, which signs beside it until then: milliseconds since the epoch. */
  former: z.object({ secret: z.string(), until: z.number() }).nullable(),
});
/** The same, opened. */
export type TargetAddress = z.infer<typeof targetAddressSchema>;

/** A target, and whose it is. */
export interface TargetKey {
  readonly tenantId: string;
  readonly id: string;
}

/** A target with its address open. */
export interface Target extends TargetKey {
  readonly dealerId: string | null;
  readonly kind: HandoverKind;
  readonly name: string;
  readonly address: TargetAddress;
  readonly setBy: string;
  readonly createdAt: Date;
  readonly updatedAt: Date;
}

/** How long a secret that was changed goes on signing beside the new one. */
const overlapMs = 24 * 3_600_000;

/** The address with another secret. */
export function withSecret(address: TargetAddress, secret: string, now: number): TargetAddress {
  const former = address.secret === null ? null : { secret: address.secret, until: now + overlapMs };
  return { ...address, secret, former };
}

/** Every secret that signs now. */
export function signingSecrets({ secret, former }: TargetAddress, now: number): string[] {
  return [...(secret === null ? [] : [secret]), ...(former && former.until > now ? [former.secret] : [])];
}

/** The address as it may be shown: without user and password. */
export function shownUrl(url: string): string {
  const shown = new URL(url);
  shown.username = '';
  shown.password = '';
  return shown.href;
}
