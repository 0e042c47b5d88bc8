import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { budgetSpans, type Span } from './budget-spans.js';
import type { HeldBack } from './taking-part.js';

/**
 * How a campaign is held back while no pace is known: it takes part as long as what it spent is behind a budget that goes evenly
 * with the clock.
 * @param spentOf what is spent and held of a span's budget, in micros
 */
export function evenPace(campaign: LiveCampaign, spentOf: (span: Span) => number, now: number): HeldBack {
  const isAhead = budgetSpans(campaign, now).some(
    (span) => spentOf(span) > (span.budget * (now - span.from)) / (span.until - span.from),
  );
  return isAhead ? { multiplier: 1, share: 0 } : { multiplier: 1, share: 1 };
}
