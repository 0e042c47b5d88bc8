import { DateTime } from 'luxon';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';

/** A budget with the time it has to last. */
export interface Span {
  readonly of: 'DAY' | 'FLIGHT';
  /** Micros. */
  readonly budget: number;
  /** Milliseconds since the epoch. */
  readonly from: number;
  readonly until: number;
}

/**
 * The budgets of a campaign that have to last for a time: that of a day, and the whole one where its flight ends. A whole budget
 * without an end has nothing to last for, and is spent as it comes.
 */
export function budgetSpans(
  { terms, timeZone, startsAt, endsAt }: Pick<LiveCampaign, 'terms' | 'timeZone' | 'startsAt' | 'endsAt'>,
  now: number,
): Span[] {
  const { bid, budget } = terms;
  if (!bid || !budget) return [];
  const spans: Span[] = [];
  if (budget.daily !== null) {
    const day = DateTime.fromMillis(now, { zone: timeZone }).startOf('day');
    const from = Math.max(day.toMillis(), startsAt ?? -Infinity);
    const until = Math.min(day.plus({ days: 1 }).startOf('day').toMillis(), endsAt ?? Infinity);
    if (from < until) spans.push({ of: 'DAY', budget: budget.daily, from, until });
  }
  // Without a beginning it is as if it began now: the rest of it is spread over what is left.
  if (budget.total !== null && endsAt !== null && endsAt > now)
    spans.push({ of: 'FLIGHT', budget: budget.total, from: Math.min(now, startsAt ?? now), until: endsAt });
  return spans;
}
