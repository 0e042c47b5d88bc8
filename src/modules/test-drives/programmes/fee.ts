import type { FeeReason } from '../../../models/test-drive/programme-drive.js';
import type { ProgrammeRules } from '../../../models/test-drive/programme-rules.js';

/** What somebody pays for a drive, and by which band; null: by none. */
export interface SettledFee {
  /** A decimal in the programme's currency. */
  readonly amount: string;
  readonly reason: FeeReason | null;
}

/**
 * The fee of somebody a partner has in these bands: the lowest that one of them gives, and of two that are as low the one named first.
 * A band lowers a fee or raises it above the standard one; who is in none that is named pays the standard fee.
 */
export function feeFor({ standard, byBand }: ProgrammeRules['fee'], bands: readonly FeeReason[]): SettledFee {
  const mine = byBand.filter(({ partner, band }) => bands.some((own) => isSame(own.partner, partner) && isSame(own.band, band))); // prettier-ignore
  const [lowest] = mine.toSorted((a, b) => Number(a.amount) - Number(b.amount));
  if (!lowest) return { amount: standard, reason: null };
  return { amount: lowest.amount, reason: { partner: lowest.partner, band: lowest.band } };
}

function isSame(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}
