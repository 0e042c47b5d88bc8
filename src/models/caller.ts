/**
 * Who is calling. The first argument of every service method that touches tenant data, so that a query
 * which forgets its tenant cannot be written by accident.
 */
export const roles = [
  'admin',
  'marketer',
  'storefront',
  'collector',
  'dealer',
  'payments',
  'keybox',
  'checker',
] as const;

/**
 * What a key may do: `admin` everything, `marketer` campaigns and audiences, `storefront` offers and leads, `collector` events, `dealer` the leads
 * of one dealer; of test drives `payments` tells of deposits and fees, `keybox` asks for keys and tells of returns, `checker` of identities.
 */
export type Role = (typeof roles)[number];

/** A program whose key we know, acting for its tenant. */
export interface Caller {
  readonly tenantId: string;
  readonly role: Role;
  /** Public id of the API key used; safe to log. Doubles as the source of collected events. */
  readonly keyId: string;
  /** Whose leads a `dealer` key reads and moves, and at whose centre a `keybox` stands; keys of other roles are of no dealer. */
  readonly dealerId?: string;
}
