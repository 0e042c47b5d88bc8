import { setTimeout as sleep } from 'node:timers/promises';
import { Injectable } from '@nestjs/common';
import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import { holdId, profileName } from '../../../models/decision/billing.js';
import { Clock } from '../../platform/clock.js';
import { LimitStore, type Ask, type Settlement } from '../../platform/limit-store/limit-store.js';
import { Metrics } from '../../platform/metrics.js';
import { amountsOf, countedUntil, limitsOf, subjectsOf, type CampaignLimits } from './campaign-limits.js';
import { ChargesRepository } from './charges.repository.js';
import { spentInAll, spentOnDay } from './charging.js';
import { longestHoldMs, unseenMs } from './holding.js';
import { LimitsRepository, type HeldDecision, type SeenOffer } from './limits.repository.js';

/** By then every process has logged what it decided before the store was lost; see `DecisionLog`. */
const loggedMs = 1_000;
const pageRows = 2_000;

/**
 * Fills a tenant's limits again where the store lost them: what was spent from the charges, what was seen from the outcomes,
 * what is held from the log of decisions. Only then is the store marked as whole, and limited campaigns are shown again.
 * Filling twice, or while charges come in, ends the same.
 */
@Injectable()
export class Refilling {
  private readonly filled;

  constructor(
    private readonly repository: LimitsRepository,
    private readonly charges: ChargesRepository,
    private readonly store: LimitStore,
    private readonly clock: Clock,
    metrics: Metrics,
  ) {
    this.filled = metrics.counter('limits_refilled_total', 'Times the limits of a tenant were filled again');
  }

  /** Whether the store is whole, filled again first where it is not; false while another process is at it. */
  async ensure(tenantId: string, campaigns: readonly LiveCampaign[]): Promise<boolean> {
    if (await this.store.isWhole(tenantId)) return true;
    return this.repository.dataSource.transaction(async (manager) => {
      if (!(await this.repository.claim(manager, tenantId))) return false;
      if (await this.store.isWhole(tenantId)) return true;
      const filling = await this.store.beginFilling(tenantId);
      const since = new Date(this.clock.now() - longestHoldMs);
      if ((await this.repository.heldSince(manager, tenantId, since)).length > 0) await sleep(loggedMs);
      const held = await this.repository.heldSince(manager, tenantId, since);
      await this.fillSpent(tenantId);
      await this.fillSeen(tenantId, campaigns, (after, from, ids) =>
        this.repository.seenSince(manager, tenantId, ids, from, after, pageRows),
      );
      for (const decision of held) await this.fillHeld(tenantId, campaigns, decision);
      // Where it was lost again meanwhile, the next look begins anew.
      if (!(await this.store.markWhole(tenantId, filling))) return false;
      this.filled.inc();
      return true;
    });
  }

  private async fillSpent(tenantId: string): Promise<void> {
    const spent = await this.charges.changedSince(new Date(0), tenantId);
    const told = spent.map(({ campaignId, day, spentMicros }) =>
      day === null ? spentInAll(campaignId, spentMicros) : spentOnDay(campaignId, day, spentMicros),
    );
    const current = told.filter(({ keepUntil }) => keepUntil === null || keepUntil > this.clock.now());
    for (let at = 0; at < current.length; at += pageRows)
      await this.store.settle(tenantId, this.clock.now(), [{ id: 'filled', spent: current.slice(at, at + pageRows) }]); // prettier-ignore
  }

  private async fillSeen(
    tenantId: string,
    campaigns: readonly LiveCampaign[],
    page: (after: string | null, since: Date, ids: readonly string[]) => Promise<SeenOffer[]>,
  ): Promise<void> {
    const counted = new Map([...limitsOf(campaigns)].filter(([, { isCounted }]) => isCounted).map(([campaign, limits]) => [campaign.id, { campaign, limits }])); // prettier-ignore
    if (counted.size === 0) return;
    const now = this.clock.now();
    const longest = Math.max(...[...counted.values()].map(({ limits }) => limits.windowMs));
    for (let after: string | null = null; ; ) {
      const seen: SeenOffer[] = await page(after, new Date(now - longest), [...counted.keys()]);
      await this.store.settle(tenantId, now, seen.flatMap((offer) => settlementOf(offer, counted.get(offer.campaignId)))); // prettier-ignore
      const last = seen.at(-1);
      if (!last || seen.length < pageRows) return;
      after = `${last.decisionId}${String(last.position).padStart(3, '0')}`;
    }
  }

  private async fillHeld(
    tenantId: string,
    campaigns: readonly LiveCampaign[],
    decision: HeldDecision,
  ): Promise<void> {
    const viewer = decision.profileId === null ? (decision.viewerKeys ?? []) : [profileName(decision.profileId)];
    const asks = decision.items.flatMap(({ billing, campaignId, creativeId }): Ask[] => {
      const campaign = campaigns.find(({ id }) => id === campaignId);
      const limits = campaign && limitsOf(campaigns).get(campaign);
      if (!billing || billing.hold === null || !limits) return [];
      const now = decision.decidedAt;
      return [
        {
          id: holdId(decision.id, billing.hold),
          amounts: amountsOf(campaign, limits, { amount: billing.heldMicros, until: billing.heldUntil, now }).filter(({ amount }) => amount > 0), // prettier-ignore
          counts: [],
          subjects: limits.isCounted ? Object.values(subjectsOf(campaign, creativeId)) : [],
          unsettledUntil: now + unseenMs,
          keepUntil: countedUntil(campaign, limits, now),
        },
      ];
    });
    if (asks.length > 0) await this.store.restore(tenantId, { now: decision.decidedAt, viewer, asks });
  }
} // prettier-ignore

function settlementOf(
  { decisionId, hold, position, creativeId, decidedAt, profileIds }: SeenOffer,
  known: { campaign: LiveCampaign; limits: CampaignLimits } | undefined,
): Settlement[] {
  if (!known) return [];
  const { campaign, limits } = known;
  const subjects = Object.values(subjectsOf(campaign, creativeId));
  const keepUntil = countedUntil(campaign, limits, decidedAt);
  // Where the decision was not logged, its place tells the offer from the others; nothing is held for it any more.
  const id = hold === null ? `${decisionId}:at ${position}` : holdId(decisionId, hold);
  const happened = { viewer: profileIds.map(profileName), subjects, at: decidedAt, keepUntil };
  return [{ id, spent: [], happened }];
}
