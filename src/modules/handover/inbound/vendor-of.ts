import type { AdfProspect } from '../../../models/handover/adf.js';
import type { DealerRecord } from '../../../models/vehicle/dealer.entity.js';

/**
 * The dealer a prospect is for: whose code or id one of the vendor's ids is, else who alone is called as the vendor is. Case and
 * spaces make no difference. Null where the document names a vendor that is none of these dealers, undefined where it names none.
 */
export function vendorOf({ vendor }: Pick<AdfProspect, 'vendor'>, dealers: readonly DealerRecord[]): DealerRecord | null | undefined {
  const ids = vendor.ids.map(({ value }) => plain(value));
  const byId = dealers.find(({ id, code }) => ids.includes(plain(id)) || ids.includes(plain(code)));
  if (byId) return byId;
  const name = plain(vendor.name);
  const called = name === '' ? [] : dealers.filter((dealer) => plain(dealer.name) === name);
  if (called.length === 1) return called[0];
  return ids.length === 0 && name === '' ? undefined : null;
} // prettier-ignore

function plain(text: string): string {
  return text.trim().replaceAll(/\s+/g, ' ').toLowerCase();
}
