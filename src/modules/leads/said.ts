import type { LeadWish } from '../../models/lead/lead-wish.js';
import type { SealedColumn } from '../../models/sealed-columns.js';
import type { KeyRing } from '../platform/sealing/key-ring.js';

/** What somebody who raised a hand said of themselves: kept sealed, with the lead and with each hand. */
export type Said = Omit<LeadWish, 'interest'>;

/** What was said, sealed for its tenant and column. */
export function sealSaid(ring: KeyRing, column: SealedColumn, tenantId: string, said: Said): string {
  return ring.seal(column, tenantId, JSON.stringify(said));
}

/** What was said, opened. */
export function openSaid(ring: KeyRing, column: SealedColumn, tenantId: string, sealed: string): Said {
  const said: unknown = JSON.parse(ring.open(column, tenantId, sealed));
  if (!isSaid(said)) throw new Error('What a lead said is not in a form we wrote.');
  return said;
}

/** What we wrote ourselves is looked at, not parsed anew. */
function isSaid(said: unknown): said is Said {
  return typeof said === 'object' && said !== null && 'contact' in said && 'message' in said && 'consent' in said; // prettier-ignore
}
