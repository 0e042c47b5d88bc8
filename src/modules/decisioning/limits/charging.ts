import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BoundCampaign } from '../../../models/campaign/live-campaign.js';
import { holdId, profileName, type Billing } from '../../../models/decision/billing.js';
import type { LogEntry } from '../../../models/event/log-entry.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Clock } from '../../platform/clock.js';
import { groupBy } from '../../platform/group-by.js';
import { LimitStore, type Settlement } from '../../platform/limit-store/limit-store.js';
import type { Outcome } from '../decisions.repository.js';
import { countedUntil, limitsAmong, limitsOf, subjectsOf, type CampaignLimits } from './campaign-limits.js';
import { billable, campaignDay, chargesFor, type Charge } from './charges.js';
import { LimitsRepository } from './limits.repository.js';
import { ChargesRepository } from './charges.repository.js';
import { spentInAll, spentOnDay } from './spent.js';

/** For how long what nobody knows of any more may still matter to a cap. */
const lateCountsMs = 7 * 24 * 3_600_000;

/** A charge with what its campaign has spent since. */
export interface Charged extends Charge {
  readonly total: number;
  readonly today: number;
}

/**
 * Charges outcomes and tells the limit store. What is charged is written with the outcome, and no statement lets it grow beyond a budget,
 * whatever the store believes; the store is told afterwards, and again by `ReconcilingService`.
 */
@Injectable()
export class Charging {
  constructor(
    private readonly repository: ChargesRepository,
    private readonly campaigns: CampaignsService,
    private readonly limits: LimitsRepository,
    private readonly store: LimitStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Has what was seen count for good, before it is written down that it was: done again, it changes nothing.
   * @throws when the store is away; the outcomes wait for it
   */
  async seen(manager: EntityManager, outcomes: readonly Outcome[]): Promise<void> {
    const now = this.clock.now();
    const seen = outcomes.filter(({ type, billing }) => type === 'OFFER_VIEWED' && isHeld(billing));
    for (const [tenantId, theirs] of groupBy(seen, ({ tenantId }) => tenantId)) {
      const known = await this.boundOf(manager, tenantId, theirs, now);
      const settlements = theirs.map((outcome): Settlement => {
        const { campaign, limits } = known.get(outcome.campaignId) ?? {};
        const subjects = Object.values(subjectsOf(campaign ?? { id: outcome.campaignId, advertiserId: null }, outcome.creativeId)); // prettier-ignore
        const keepUntil = campaign && limits ? countedUntil(campaign, limits, now) : now + lateCountsMs;
        const viewer = outcome.profileId === null ? [] : [profileName(outcome.profileId)];
        const id = holdId(outcome.decisionId, outcome.billing?.hold ?? 0);
        return { id, spent: [], happened: { viewer, subjects, at: outcome.decidedAt, keepUntil } };
      });
      await this.store.settle(tenantId, now, settlements);
    }
  }

  /** The campaigns that were seen, by id: out of memory, or all of the tenant's where one of them is not live any more. */
  private async boundOf(manager: EntityManager, tenantId: string, seen: readonly Outcome[], now: number): Promise<Map<string, { campaign: BoundCampaign; limits: CampaignLimits | undefined }>> {
    const { live } = await this.campaigns.campaignsAt(tenantId, now);
    const ids = new Set(live.map(({ id }) => id));
    const isAllLive = seen.every(({ campaignId }) => ids.has(campaignId));
    const campaigns: readonly BoundCampaign[] = isAllLive ? live : await this.campaigns.boundsOf(manager, tenantId);
    const limits: ReadonlyMap<BoundCampaign, CampaignLimits> = isAllLive ? limitsOf(live) : limitsAmong(campaigns);
    return new Map(campaigns.map((campaign) => [campaign.id, { campaign, limits: limits.get(campaign) }]));
  } // prettier-ignore

  /** Who turned out to be one person is counted as one: in the store first, as `seen` does. */
  async merged(manager: EntityManager, entries: readonly LogEntry[]): Promise<void> {
    const merged = entries.filter(({ type, profileId, currentProfileId: into }) => type === 'PROFILE_MERGED' && profileId !== into); // prettier-ignore
    for (const { tenantId, profileId, currentProfileId } of merged)
      await this.store.join(tenantId, profileName(profileId), profileName(currentProfileId));
    for (const { tenantId, profileId, currentProfileId } of merged)
      await this.limits.moveOutcomes(manager, tenantId, profileId, currentProfileId);
  }

  /** Charges what is new among these outcomes, in the caller's transaction, each offer once. */
  async charge(manager: EntityManager, outcomes: readonly Outcome[]): Promise<Charged[]> {
    const all = billable(outcomes);
    if (all.length === 0) return [];
    const now = new Date(this.clock.now());
    const held = await this.repository.hold(manager, all, now);
    const known = await this.repository.known(manager, all);
    const fresh = all.filter(({ decisionId, position }) => !known.has(`${decisionId} ${position}`));
    const budgets = await this.campaigns.budgetsOf(manager, fresh);
    const standings = new Map(
      fresh.map((charge) => {
        const standing = held.get(campaignDay(charge)) ?? { spent: 0, spentToday: 0 };
        return [campaignDay(charge), { ...standing, budget: budgets.get(charge.campaignId) ?? null }];
      }),
    );
    const charges = chargesFor(fresh, standings);
    await this.repository.insert(manager, charges);
    const charged: Charged[] = [];
    for (const [key, ofDay] of groupBy(charges, campaignDay)) {
      const [first] = ofDay;
      if (!first) continue;
      const { tenantId, campaignId, day } = first;
      const micros = ofDay.reduce((sum, { chargedMicros }) => sum + chargedMicros, 0);
      const { total = null, daily = null } = standings.get(key)?.budget ?? {};
      const spent = await this.repository.spend(manager, { tenantId, campaignId, day, micros, charges: ofDay.length, total, daily, now }); // prettier-ignore
      if (!spent)
        throw new Error('A charge did not fit its budget, though it was made to; nothing is charged.');
      charged.push(...ofDay.map((charge) => ({ ...charge, ...spent })));
    }
    return charged;
  }

  /** Tells the store what was charged, once that is durable: what was held is given back, what is spent raised. */
  async settle(charged: readonly Charged[]): Promise<void> {
    const now = this.clock.now();
    for (const [tenantId, theirs] of groupBy(charged, (charge) => charge.tenantId)) {
      const settlements = theirs.map(({ decisionId, hold, campaignId, day, total, today }): Settlement => ({
        id: holdId(decisionId, hold ?? 0),
        spent: [spentInAll(campaignId, total), spentOnDay(campaignId, day, today)],
      }));
      await this.store.settle(tenantId, now, settlements);
    }
  }
}

function isHeld(billing: Billing | null): boolean {
  return billing !== null && billing.hold !== null;
}
