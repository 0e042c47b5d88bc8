import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { BoundCampaign } from '../../../models/campaign/live-campaign.js';
import { holdId, profileName } from '../../../models/decision/billing.js';
import { CampaignsService } from '../../campaigns/campaigns.service.js';
import { Clock } from '../../platform/clock.js';
import { LimitStore, type Ask, type Settlement } from '../../platform/limit-store/limit-store.js';
import { countedUntil, limitsAmong, subjectsOf, type CampaignLimits } from './campaign-limits.js';
import { ChargesRepository } from './charges.repository.js';
import { heldAgain, longestHoldMs, unseenMs } from './holding.js';
import { LimitsRepository, type HeldDecision, type SeenOffer } from './limits.repository.js';
import { spentOf } from './spent.js';

const pageRows = 2_000;
const firstId = '00000000-0000-0000-0000-000000000000';

/** A campaign with by what it is bound. */
type Bound = ReadonlyMap<string, { readonly campaign: BoundCampaign; readonly limits: CampaignLimits }>;

/**
 * Fills the store with what the database knows of a tenant's limits: what was spent from the charges, what was seen from the outcomes,
 * what is held from the log of decisions, of every campaign there is, as one that is paused may go on. Filling twice, or while
 * charges come in, ends the same.
 */
@Injectable()
export class Filling {
  constructor(
    private readonly repository: LimitsRepository,
    private readonly charges: ChargesRepository,
    private readonly campaigns: CampaignsService,
    private readonly store: LimitStore,
    private readonly clock: Clock,
  ) {}

  /**
   * Fills, and marks the store as whole. @param filling the name of the filling under way
   * @returns false while another process is at it, or where the store was lost again meanwhile: the next look begins anew
   */
  fill(tenantId: string, filling: string): Promise<boolean> {
    return this.repository.dataSource.transaction(async (manager) => {
      if (!(await this.repository.claim(manager, tenantId)) || (await this.store.isWhole(tenantId)))
        return false;
      const campaigns = await this.campaigns.boundsOf(manager, tenantId);
      const bound: Bound = new Map([...limitsAmong(campaigns)].map(([campaign, limits]) => [campaign.id, { campaign, limits }])); // prettier-ignore
      await this.fillSpent(manager, tenantId);
      await this.fillSeen(manager, tenantId, bound);
      await this.fillHeld(manager, tenantId, bound);
      return this.store.markWhole(tenantId, filling);
    });
  }

  private async fillSpent(manager: EntityManager, tenantId: string): Promise<void> {
    const now = this.clock.now();
    const told = (await this.charges.changedSince(manager, new Date(0), tenantId)).map(spentOf);
    const current = told.filter(({ keepUntil }) => keepUntil === null || keepUntil > now);
    for (let at = 0; at < current.length; at += pageRows)
      await this.store.settle(tenantId, now, [{ id: 'filled', spent: current.slice(at, at + pageRows) }]);
  }

  private async fillSeen(manager: EntityManager, tenantId: string, bound: Bound): Promise<void> {
    const counted = [...bound.values()].filter(({ limits }) => limits.isCounted);
    if (counted.length === 0) return;
    const now = this.clock.now();
    const ids = counted.map(({ campaign }) => campaign.id);
    const since = new Date(now - Math.max(...counted.map(({ limits }) => limits.windowMs)));
    for (let after: string | null = null; ; ) {
      const seen: SeenOffer[] = await this.repository.seenSince(manager, tenantId, ids, since, after, pageRows);
      await this.store.settle(tenantId, now, seen.flatMap((offer) => settlementOf(offer, bound)));
      const last = seen.at(-1);
      if (!last || seen.length < pageRows) return;
      after = `${last.decisionId}${String(last.position).padStart(3, '0')}`;
    }
  } // prettier-ignore

  private async fillHeld(manager: EntityManager, tenantId: string, bound: Bound): Promise<void> {
    for (let after = { at: new Date(this.clock.now() - longestHoldMs), id: firstId }; ;) {
      const page = await this.repository.heldAfter(manager, tenantId, after, pageRows);
      for (const decision of page) {
        const asks = asksOf(decision, bound);
        const { profileId, viewerKeys, decidedAt: now } = decision;
        const viewer = profileId === null ? (viewerKeys ?? []) : [profileName(profileId)];
        if (asks.length > 0) await this.store.restore(tenantId, { now, viewer, asks });
      }
      const last = page.at(-1);
      if (!last || page.length < pageRows) return;
      after = { at: new Date(last.decidedAt), id: last.id };
    }
  }
}

/** What is held for the offers of a decision: of money by what was noted when it was made, whatever its campaign says now. */
function asksOf({ id, decidedAt, items }: HeldDecision, bound: Bound): Ask[] {
  return items.flatMap(({ billing, campaignId, creativeId }): Ask[] => {
    if (!billing || billing.hold === null) return [];
    const known = bound.get(campaignId);
    const isCounted = known?.limits.isCounted === true;
    return [
      {
        id: holdId(id, billing.hold),
        amounts: heldAgain(campaignId, billing),
        counts: [],
        subjects: isCounted ? Object.values(subjectsOf(known.campaign, creativeId)) : [],
        unsettledUntil: decidedAt + unseenMs,
        keepUntil: known ? countedUntil(known.campaign, known.limits, decidedAt) : decidedAt + unseenMs,
      },
    ];
  });
}

function settlementOf(
  { decisionId, hold, position, campaignId, creativeId, decidedAt, profileIds }: SeenOffer,
  bound: Bound,
): Settlement[] {
  const known = bound.get(campaignId);
  if (!known) return [];
  const subjects = Object.values(subjectsOf(known.campaign, creativeId));
  const keepUntil = countedUntil(known.campaign, known.limits, decidedAt);
  // Where the decision was not logged, its place tells the offer from the others; nothing is held for it any more.
  const id = hold === null ? `${decisionId}:at ${position}` : holdId(decisionId, hold);
  const happened = { viewer: profileIds.map(profileName), subjects, at: decidedAt, keepUntil };
  return [{ id, spent: [], happened }];
}
