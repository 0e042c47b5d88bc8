import { Injectable } from '@nestjs/common';
import type { LiveCampaign } from '../../models/campaign/live-campaign.js';
import type { ModelStamp } from '../../models/prediction/scores.js';
import { InferenceService } from '../inference/inference.service.js';
import type { Candidate, OffersAsk } from './candidates.js';
import type { Random } from './chance.js';
import { choose, type ScoredCandidate } from './choose.js';
import { allBarred, type Barred, type BarredStep } from './limits/barred.js';
import { limitsOf } from './limits/campaign-limits.js';
import { askFor, billedOf, type Billed, type BilledOffer } from './limits/holding.js';
import { Limits } from './limits/limits.js';
import { Paces } from './pacing/paces.js';
import { takesPart, type HeldBack } from './pacing/taking-part.js';

/** So often what the limits refused is replaced; then the answer is shorter. */
const mostRounds = 4;

/** What is chosen from, and for whom. */
export interface Choosing {
  readonly tenantId: string;
  readonly decisionId: string;
  readonly scored: readonly ScoredCandidate[];
  readonly count: number;
  readonly neverSeen: boolean;
  readonly random: Random;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly campaigns: readonly LiveCampaign[];
  /** What a thousand impressions cost at least where it is shown, in micros. */
  readonly floorMicros: number;
  /** Of the decision, by which it is drawn who is held back. */
  readonly seed: number;
  /** Every name under which the viewer is counted. */
  readonly names: readonly string[];
}

/** What was chosen, and which campaigns their pace held back or the limits refused at the last moment. */
export interface Choice {
  readonly chosen: readonly BilledOffer[];
  readonly refused: ReadonlyMap<LiveCampaign, BarredStep | 'PACED'>;
}

interface Draft extends BilledOffer {
  readonly billed: Billed | null;
}

/**
 * Chooses, and reserves what was chosen in one atomic step. What the limits refuse at that moment (somebody else was quicker, or the viewer
 * saw it on another device) is replaced by a further choice among the rest. Where nothing chosen is bound by a limit,
 * no step is taken.
 */
@Injectable()
export class OfferChoice {
  constructor(
    private readonly inference: InferenceService,
    private readonly limits: Limits,
    private readonly paces: Paces,
  ) {}

  /** What may certainly not be shown to whoever has these names; see `Limits`. Asked once a request, which pacing counts. */
  barred(tenantId: string, campaigns: readonly LiveCampaign[], names: readonly string[], now: number): Promise<Barred> {
    this.paces.request(tenantId);
    return this.limits.barred(tenantId, campaigns, names, now);
  } // prettier-ignore

  /** What each candidate promises, by the model or the baseline that stood in: one batch. */
  async score(
    found: readonly Candidate[],
    { recent, placement, now }: OffersAsk,
  ): Promise<{ model: ModelStamp; scored: ScoredCandidate[] }> {
    const { model, scores } = await this.inference.scoreOffers({
      recent,
      candidates: found.map(({ facts, creative }) => ({
        vehicle: facts,
        creative: { creativeId: creative.id, angle: creative.angle },
      })),
      context: { placement, at: now },
    });
    const scored: ScoredCandidate[] = [];
    for (const [row, candidate] of found.entries()) {
      const score = scores[row];
      if (score) scored.push({ candidate, score });
    }
    return { model, scored };
  }

  async choose(choosing: Choosing): Promise<Choice> {
    const { count, neverSeen, random } = choosing;
    const { held } = await this.paces.at(choosing.tenantId, choosing.campaigns, choosing.now);
    const { takingPart, took } = part(choosing, held);
    const refused = new Map<LiveCampaign, BarredStep | 'PACED'>();
    for (const [campaign, tookPart] of took) if (!tookPart) refused.set(campaign, 'PACED');
    let kept: Draft[] = [];
    let left = takingPart;
    let holds = 0;
    for (let round = 0; round < mostRounds && kept.length < count && left.length > 0; round++) {
      const drafts = choose(left, count - kept.length, neverSeen, random, kept).map((offer): Draft => {
        const billed = billedOf(offer, limitsOf(choosing.campaigns).get(offer.campaign), { ...choosing, hold: holds++ });
        return { ...offer, billed };
      });
      const { taken, barred } = await this.reserve(choosing, drafts);
      kept = [...kept, ...taken];
      if (taken.length === drafts.length) break;
      const here = new Set(left.map(({ candidate: { campaign } }) => campaign));
      for (const [campaign, step] of barred.campaigns) if (here.has(campaign)) refused.set(campaign, step);
      const shown = new Set(kept.map(({ vehicle }) => vehicle));
      left = left.filter(({ candidate: { vehicle, campaign, creative } }) => !shown.has(vehicle) && !barred.campaigns.has(campaign) && !barred.creativeIds.has(creative.id));
    }
    this.paces.answered(choosing.tenantId, took, kept);
    return { chosen: kept.map((offer, place) => ({ ...offer, position: place + 1 })), refused };
  } // prettier-ignore

  /** Those of the drafts that may be shown, and what to leave out of a further choice. */
  private async reserve(
    choosing: Choosing,
    drafts: readonly Draft[],
  ): Promise<{ taken: Draft[]; barred: Barred }> {
    const limits = limitsOf(choosing.campaigns);
    const bound = drafts.flatMap((draft) => {
      const its = limits.get(draft.campaign);
      return its && draft.billed ? [{ draft, its, billed: draft.billed }] : [];
    });
    if (bound.length === 0) return { taken: [...drafts], barred: noneBarred() };
    const { tenantId, now, names } = choosing;
    const asks = bound.map(({ draft, its, billed }) => askFor(draft, its, billed, { ...choosing, hold: billed.hold ?? 0 })); // prettier-ignore
    const answers = await this.limits.reserve(tenantId, { now, viewer: names, asks });
    const free = drafts.filter(({ campaign }) => !limits.has(campaign));
    if (answers === null) return { taken: free, barred: allBarred(limits) };
    const out = new Set(bound.filter((_, place) => answers[place] !== null).map(({ draft }) => draft));
    return {
      taken: drafts.filter((draft) => !out.has(draft)),
      barred: await this.barredFor(choosing, bound, answers),
    };
  }

  /** What refused says which campaign, or which of its creatives, is out; what else is, is looked up under all names. */
  private async barredFor(
    { tenantId, campaigns: all, names, now }: Choosing,
    bound: readonly { readonly draft: Draft }[],
    answers: readonly (string | null)[],
  ): Promise<Barred> {
    const campaigns = new Map<LiveCampaign, BarredStep>();
    const creativeIds = new Set<string>();
    for (const [place, { draft }] of bound.entries()) {
      const by = answers[place];
      if (by === null || by === undefined) continue;
      if (by.startsWith('r:')) creativeIds.add(draft.creative.id);
      else campaigns.set(draft.campaign, by.startsWith('b:') ? 'BUDGET' : 'FREQUENCY_CAP');
    }
    if (creativeIds.size === 0 && ![...campaigns.values()].includes('FREQUENCY_CAP'))
      return { campaigns, creativeIds };
    const known = await this.limits.barred(tenantId, all, names, now);
    for (const [campaign, step] of known.campaigns)
      if (!campaigns.has(campaign)) campaigns.set(campaign, step);
    return { campaigns, creativeIds: new Set([...creativeIds, ...known.creativeIds]) };
  }
}

/** Those whose campaigns take part in this decision; and of each campaign that is held back whether it does. */
function part({ scored, seed }: Choosing, held: ReadonlyMap<string, HeldBack>): { takingPart: readonly ScoredCandidate[]; took: Map<LiveCampaign, boolean> } {
  const took = new Map<LiveCampaign, boolean>();
  if (held.size === 0) return { takingPart: scored, took };
  for (const { candidate: { campaign } } of scored) {
    const pace = held.get(campaign.id);
    if (pace && !took.has(campaign)) took.set(campaign, takesPart(pace, campaign.id, seed));
  }
  return { takingPart: scored.filter(({ candidate: { campaign } }) => took.get(campaign) !== false), took };
} // prettier-ignore

function noneBarred(): Barred {
  return { campaigns: new Map(), creativeIds: new Set() };
}
