import { z } from 'zod';

/** Kinds of id by which events may find that two are one person, beside user ids and the browsers they come with. */
export const joiningKinds = ['crmId', 'loyaltyId', 'email', 'phone', 'deviceId', 'ownedVin'] as const;
export type JoiningKind = (typeof joiningKinds)[number];

/** A policy as it is kept: families share a landline or a loyalty card. */
export const identityPolicySchema = z.object({ joinBy: z.array(z.enum(joiningKinds)) });
/** Which of them a tenant takes. */
export interface IdentityPolicy {
  readonly joinBy: readonly JoiningKind[];
}

/** The policy of a tenant that never set one. */
export const firstIdentityPolicy: IdentityPolicy = { joinBy: joiningKinds };
