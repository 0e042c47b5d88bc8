import type { LiveCampaign } from '../../../src/models/campaign/live-campaign.js';
import { holdId } from '../../../src/models/decision/billing.js';
import type { Outcome } from '../../../src/modules/decisioning/decisions.repository.js';
import { barredBy, nothingBarred, type Barred } from '../../../src/modules/decisioning/limits/barred.js';
import {
  amountsOf,
  dayKey,
  limitsOf,
  totalKey,
} from '../../../src/modules/decisioning/limits/campaign-limits.js';
import { billable, campaignDay, chargesFor } from '../../../src/modules/decisioning/limits/charges.js';
import { dayIn } from '../../../src/modules/decisioning/limits/day-in.js';
import type { Limits } from '../../../src/modules/decisioning/limits/limits.js';
import type { AskFor, Reserved, Taken } from '../../../src/modules/platform/limit-store/limit-store.js';
import type { SpentNow } from '../../../src/modules/decisioning/pacing/set-pace.js';

interface Account {
  spent: number;
  holds: { readonly id: string; readonly amount: number; readonly until: number }[];
}

/** The campaigns' money under one policy, in memory: held, charged and refused by the house's own rules. No campaign has a cap. */
export class Purse implements Pick<Limits, 'barred' | 'reserve'> {
  private readonly accounts = new Map<string, Account>();

  constructor(private readonly campaigns: readonly LiveCampaign[]) {}

  /** Everything charged so far, micros. */
  get paid(): number {
    return this.campaigns.reduce((sum, { id }) => sum + this.account(totalKey(id)).spent, 0);
  }

  /** Campaigns that were charged more than a budget of theirs. */
  get over(): number {
    return this.campaigns.filter(({ id, terms: { budget } }) => {
      const days = [...this.accounts].filter(([key]) => key.startsWith(`${totalKey(id)}:`));
      const most = budget?.daily ?? Infinity;
      return this.account(totalKey(id)).spent > (budget?.total ?? Infinity) || days.some(([, { spent }]) => spent > most);
    }).length;
  } // prettier-ignore

  barred(_tenantId: string, campaigns: readonly LiveCampaign[], _names: readonly string[], now: number): Promise<Barred> {
    return Promise.resolve(this.barredNow(campaigns, now));
  } // prettier-ignore

  /** The same at once. */
  barredNow(campaigns: readonly LiveCampaign[], now: number): Barred {
    const limits = limitsOf(campaigns);
    if (limits.size === 0) return nothingBarred;
    const taken = new Map<string, Taken>();
    for (const [campaign, its] of limits)
      for (const { key } of amountsOf(campaign, its, { amount: 0, until: now, now })) taken.set(key, this.taken(key, now)); // prettier-ignore
    return barredBy({ limits, taken, occurrences: [], now });
  }

  reserve(_tenantId: string, ask: AskFor): Promise<Reserved> {
    return Promise.resolve(this.reserveNow(ask));
  }

  /** The same at once. */
  reserveNow({ now, asks }: AskFor): Reserved {
    return asks.map(({ id, amounts }) => {
      const refused = amounts.find(({ key, amount, most }) => total(this.taken(key, now)) + amount > most);
      if (refused) return refused.key;
      for (const { key, amount, until } of amounts) this.account(key).holds.push({ id, amount, until });
      return null;
    });
  }

  /** Charges what is paid for among outcomes, as far as budgets go, and gives back what was held for it. */
  charge(outcomes: readonly Outcome[]): void {
    const byId = new Map(this.campaigns.map((campaign) => [campaign.id, campaign]));
    const all = billable(outcomes);
    const standings = new Map(
      all.map((charge) => {
        const { campaignId, day } = charge;
        const [spent, spentToday] = [totalKey(campaignId), dayKey(campaignId, day)].map((key) => this.account(key).spent); // prettier-ignore
        const budget = byId.get(campaignId)?.terms.budget ?? null;
        return [campaignDay(charge), { spent: spent ?? 0, spentToday: spentToday ?? 0, budget }];
      }),
    );
    for (const { campaignId, day, decisionId, hold, chargedMicros } of chargesFor(all, standings))
      for (const key of [totalKey(campaignId), dayKey(campaignId, day)]) {
        const account = this.account(key);
        account.spent += chargedMicros;
        account.holds = account.holds.filter(({ id }) => id !== holdId(decisionId, hold ?? 0));
      }
  }

  /** What a campaign may still pay at an instant, micros. */
  left(campaign: LiveCampaign, now: number): number {
    const limits = limitsOf(this.campaigns).get(campaign);
    if (!limits) return Infinity;
    const amounts = amountsOf(campaign, limits, { amount: 0, until: now, now });
    return Math.min(...amounts.map(({ key, most }) => most - total(this.taken(key, now))));
  }

  /** What pacing is told of a campaign's money. */
  spentOf({ id, timeZone, terms }: LiveCampaign, now: number): SpentNow {
    const [inAll, today] = [totalKey(id), dayKey(id, dayIn(timeZone, now))].map((key) =>
      this.taken(key, now),
    );
    const held = (terms.budget?.daily ?? null) === null ? inAll?.held : today?.held;
    return { total: inAll?.spent ?? 0, today: today?.spent ?? 0, held: held ?? 0 };
  }

  private taken(key: string, now: number): Taken {
    const account = this.account(key);
    if (account.holds.some(({ until }) => until <= now)) account.holds = account.holds.filter(({ until }) => until > now); // prettier-ignore
    return { held: account.holds.reduce((sum, { amount }) => sum + amount, 0), spent: account.spent };
  }

  private account(key: string): Account {
    const account = this.accounts.get(key) ?? { spent: 0, holds: [] };
    this.accounts.set(key, account);
    return account;
  }
}

function total({ held, spent }: Taken): number {
  return held + spent;
}
