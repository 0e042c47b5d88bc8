import type { AdvertiserKind } from '../../../models/campaign/advertiser.entity.js';

/** An advertiser as terms are judged by it. */
export interface AdvertiserFacts {
  readonly kind: AdvertiserKind;
  /** Of its dealer, where it is one that says so. */
  readonly timeZone: string | null;
  /** It was a dealer that is no longer there. */
  readonly isDealerGone: boolean;
}

/** What terms are read against. */
export interface TermsSetting {
  /** ISO 4217. */
  readonly currency: string;
  readonly advertisers: ReadonlyMap<string, AdvertiserFacts>;
}
