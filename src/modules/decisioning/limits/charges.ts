import type { Budget } from '../../../models/campaign/campaign-terms.js';
import type { OutcomeType } from '../../../models/decision/decision-outcome.entity.js';
import type { Outcome } from '../decisions.repository.js';

/** What was spent of a campaign before, in all and on the day, and what may be: micros; null where nothing bounds it. */
export interface Standing {
  readonly spent: number;
  readonly spentToday: number;
  readonly budget: Budget | null;
}

/** One outcome paid for. */
export interface Charge {
  readonly tenantId: string;
  readonly decisionId: string;
  readonly position: number;
  readonly campaignId: string;
  readonly day: string;
  readonly billedOn: OutcomeType;
  readonly priceMicros: number;
  /** The price, or as much of it as the budgets still allowed. */
  readonly chargedMicros: number;
  /** Milliseconds since the epoch. */
  readonly occurredAt: number;
  /** Number of what was held; null where nothing was. */
  readonly hold: number | null;
}

/** Names a campaign's day. */
export function campaignDay({ tenantId, campaignId, day }: Pick<Charge, 'tenantId' | 'campaignId' | 'day'>): string {
  return `${tenantId} ${campaignId} ${day}`;
} // prettier-ignore

/** The outcomes that cost something, as charges that nobody has looked at the budget for yet. Each offer is billed on one outcome. */
export function billable(outcomes: readonly Outcome[]): Charge[] {
  return outcomes.flatMap(({ billing, type, tenantId, decisionId, position, campaignId, occurredAt }) => {
    if (!billing || billing.on !== type || billing.priceMicros === 0) return [];
    const { priceMicros, day, hold } = billing;
    const ids = { tenantId, decisionId, position, campaignId };
    return [{ ...ids, day, billedOn: type, priceMicros, chargedMicros: priceMicros, occurredAt, hold }];
  });
}

/** Has each charged, one after the other, as far as what is left of the budgets goes: no sum of them is ever above a budget. */
export function chargesFor(charges: readonly Charge[], standings: ReadonlyMap<string, Standing>): Charge[] {
  const total = new Map<string, number>();
  const today = new Map<string, number>();
  return charges.map((charge) => {
    const day = campaignDay(charge);
    const campaign = `${charge.tenantId} ${charge.campaignId}`;
    const { spent, spentToday, budget } = standings.get(day) ?? { spent: 0, spentToday: 0, budget: null };
    const before = { total: total.get(campaign) ?? spent, today: today.get(day) ?? spentToday };
    const left = Math.min((budget?.total ?? Infinity) - before.total, (budget?.daily ?? Infinity) - before.today);
    const chargedMicros = Math.max(0, Math.min(charge.priceMicros, left));
    total.set(campaign, before.total + chargedMicros);
    today.set(day, before.today + chargedMicros);
    return { ...charge, chargedMicros };
  });
} // prettier-ignore
