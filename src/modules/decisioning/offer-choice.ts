import { Inject, Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { LiveCampaign, LivePlacement } from '../../models/campaign/live-campaign.js';
import type { ModelStamp, OfferCandidate } from '../../models/prediction/scores.js';
import type { VehicleInStock } from '../../models/vehicle/vehicle-in-stock.js';
import { InferenceService } from '../inference/inference.service.js';
import type { Candidate, OffersAsk } from './candidates.js';
import type { Random } from './chance.js';
import { choose, type Asked } from './choose.js';
import { enter, type Entered, type Entrant, type ScoredCandidate } from './auction/entrants.js';
import { allBarred, nothingBarred, stepOf, type Barred, type BarredStep } from './limits/barred.js';
import { CreativeChoices, type Answering } from './creatives/creative-choices.js';
import { asEntered, type Sayer } from './creatives/say-creative.js';
import { lostOf, type LostStep } from './auction/lost.js';
import { limitsOf } from './limits/campaign-limits.js';
import { askFor, billedOf, type BilledOffer } from './limits/holding.js';
import { Limits } from './limits/limits.js';
import { expectedOf, missedBy } from './pacing/expected.js';
import { Paces } from './pacing/paces.js';
import { holdingIn, type HeldBack, type Holding } from './pacing/taking-part.js';
import { houseRanking, Trials, type Ranking } from './trials.js';

/** So often what the limits refused is replaced; then the answer is shorter. */
const mostRounds = 4;

/** What the limits refuse at the last moment. */
type Refusal = Pick<Barred, 'campaigns' | 'creativeIds'>;

/** How campaigns are held back in one decision. */
export interface Held {
  readonly holding: Holding;
  /** By the ids of campaigns; those that are not named are not held back. */
  readonly paces: ReadonlyMap<string, HeldBack>;
}

/** What is chosen from, and for whom. */
export interface Choosing {
  readonly tenantId: string;
  readonly decisionId: string;
  readonly scored: readonly ScoredCandidate[];
  /** The page to fill. */
  readonly asked: Asked;
  readonly random: Random;
  /** Milliseconds since the epoch. */
  readonly now: number;
  readonly campaigns: readonly LiveCampaign[];
  /** Where it is shown. */
  readonly placement: Pick<LivePlacement, 'key' | 'floorMicros'>;
  /** How campaigns are held back, and those that let the request go before they were candidates. */
  readonly held: Held;
  readonly letGo: ReadonlySet<LiveCampaign>;
  /** Every name under which the viewer is counted. */
  readonly names: readonly string[];
  /** How offers are chosen for the viewer. */
  readonly ranking: Ranking;
  /** Creatives the viewer may not be shown, and who is nearly out of money. */
  readonly barred: Pick<Barred, 'creativeIds' | 'nearlySpent'>;
}

/** What was chosen, what the limits refused at the last moment, and which campaigns did not take part or did not come in. */
export interface Choice {
  readonly chosen: readonly BilledOffer[];
  readonly refused: ReadonlyMap<LiveCampaign, BarredStep>;
  readonly lost: ReadonlyMap<LiveCampaign, LostStep>;
}

/**
 * Chooses, and reserves what was chosen in one atomic step. What the limits refuse at that moment (somebody else was quicker, or the viewer
 * saw it on another device) is replaced by a further choice among the rest. Where nothing chosen is bound by a limit,
 * no step is taken.
 */
@Injectable()
export class OfferChoice {
  constructor(
    @Inject(InferenceService) private readonly inference: Pick<InferenceService, 'scoreOffers'>,
    @Inject(Limits) private readonly limits: Pick<Limits, 'barred' | 'reserve'>,
    /** How campaigns are held back. */
    @Inject(Paces) readonly paces: Pick<Paces, 'request' | 'at' | 'look' | 'answered'>,
    /** What experiments hold back. */
    @Inject(Trials) readonly trials: Pick<Trials, 'of' | 'note'>,
    /** With which of its creatives a campaign is shown. */
    @Inject(CreativeChoices) private readonly creatives: Pick<CreativeChoices, 'sayer' | 'count'>,
  ) {}

  /** What may certainly not be shown to whoever has these names; see `Limits`. Asked once a request, which pacing counts unless somebody only asks why. */
  barred(tenantId: string, campaigns: readonly LiveCampaign[], names: readonly string[], now: number, isCounted = true): Promise<Barred> {
    if (isCounted) this.paces.request(tenantId);
    return this.limits.barred(tenantId, campaigns, names, now);
  } // prettier-ignore

  /**
   * How campaigns are held back in a decision; of several at once each by itself. Waits only the first time, and not for long.
   * @param seed of the decision, by which it is drawn
   */
  async held(tenantId: string, campaigns: readonly LiveCampaign[], now: number, seed: number, isCounted = true): Promise<Held> {
    const { held } = await (isCounted ? this.paces.at(tenantId, campaigns, now) : this.paces.look(tenantId, campaigns, now));
    return { paces: held, holding: holdingIn(held, seed) };
  } // prettier-ignore

  /** What each candidate promises, by the model or the baseline that stood in: one batch. */
  async score(
    caller: Pick<Caller, 'tenantId'>,
    found: readonly Candidate[],
    { recent, placement, now, ranking = houseRanking }: OffersAsk,
  ): Promise<{ model: ModelStamp; scored: ScoredCandidate[] }> {
    const { rows, rowOf } = rowsOf(found);
    const { model, scores } = await this.inference.scoreOffers({ tenantId: caller.tenantId, version: ranking.modelVersion }, { recent, candidates: rows, context: { placement, at: now } }); // prettier-ignore
    const scored: ScoredCandidate[] = [];
    for (let place = 0; place < found.length; place++) {
      const candidate = found[place];
      const score = scores[rowOf[place] ?? -1];
      if (candidate && score) scored.push({ candidate, score });
    }
    return { model, scored };
  }

  async choose(choosing: Choosing): Promise<Choice> {
    const { scored, asked, random, held, letGo, now, barred: known, ranking: { policy } } = choosing;
    const { count } = asked;
    const entered = enter(scored, { floorMicros: choosing.placement.floorMicros, now, holding: held.holding, letGo, nearlySpent: known.nearlySpent, boostsAgeing: policy.boostsAgeing });
    const { entrants, out } = entered;
    const refused = new Map<LiveCampaign, BarredStep>();
    let kept: BilledOffer[] = [];
    let left: readonly Entrant[] = entrants;
    let holds = 0;
    const without = new Set(known.creativeIds);
    for (let round = 0; round < mostRounds && kept.length < count && left.length > 0; round++) {
      const say = this.sayer({ ...choosing, placement: choosing.placement.key }, choosing.ranking, without);
      const drafts = choose(left, { ...asked, count: count - kept.length }, random, kept, say).map((offer): BilledOffer => {
        const billed = billedOf(offer, limitsOf(choosing.campaigns).get(offer.campaign), { ...choosing, hold: holds++ });
        return { ...offer, billed };
      });
      const { taken, barred } = await this.reserve(choosing, drafts);
      kept = [...kept, ...taken];
      if (taken.length === drafts.length) break;
      const here = new Set(left.map(({ candidate: { campaign } }) => campaign));
      for (const [campaign, step] of barred.campaigns) if (here.has(campaign)) refused.set(campaign, step);
      for (const id of barred.creativeIds) without.add(id);
      const shown = new Set(kept.map(({ vehicle }) => vehicle));
      left = left.filter(({ candidate: { vehicle, campaign, creative } }) => !shown.has(vehicle) && !barred.campaigns.has(campaign) && !barred.creativeIds.has(creative.id));
    }
    this.creatives.count(kept);
    this.paces.answered(choosing.tenantId, tookPart(entered, held.paces), expectedOf(kept, held.paces), missedBy(entered, kept, asked, held.paces));
    const chosen = kept.map((offer, place) => ({ ...offer, position: place + 1 }));
    return { chosen, refused, lost: lostOf({ entrants, out }, chosen, refused, asked) };
  } // prettier-ignore

  /** Says with which creatives offers are shown: by what was learned of them, unless another way is tried. */
  sayer(answering: Answering, { policy }: Ranking, without: ReadonlySet<string>, isDrawn = true): Sayer {
    return policy.learnsCreatives ? this.creatives.sayer(answering, without, isDrawn) : asEntered;
  }

  /** Those of the drafts that may be shown, and what to leave out of a further choice. */
  private async reserve(
    choosing: Choosing,
    drafts: readonly BilledOffer[],
  ): Promise<{ taken: BilledOffer[]; barred: Refusal }> {
    const limits = limitsOf(choosing.campaigns);
    const bound = drafts.flatMap((draft) => {
      const its = limits.get(draft.campaign);
      return its && draft.billed ? [{ draft, its, billed: draft.billed }] : [];
    });
    if (bound.length === 0) return { taken: [...drafts], barred: nothingBarred };
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
    bound: readonly { readonly draft: BilledOffer }[],
    answers: readonly (string | null)[],
  ): Promise<Refusal> {
    const campaigns = new Map<LiveCampaign, BarredStep>();
    const creativeIds = new Set<string>();
    for (const [place, { draft }] of bound.entries()) {
      const by = answers[place];
      if (by === null || by === undefined) continue;
      const step = stepOf(by);
      if (step === 'CREATIVE') creativeIds.add(draft.creative.id);
      else campaigns.set(draft.campaign, step);
    }
    if (creativeIds.size === 0 && ![...campaigns.values()].includes('FREQUENCY_CAP'))
      return { campaigns, creativeIds };
    const known = await this.limits.barred(tenantId, all, names, now);
    for (const [campaign, step] of known.campaigns)
      if (!campaigns.has(campaign)) campaigns.set(campaign, step);
    return { campaigns, creativeIds: new Set([...creativeIds, ...known.creativeIds]) };
  }
}

/** Of each campaign that is held back and had something to offer, whether it took part. */
function tookPart({ entrants, out, short }: Entered, held: ReadonlyMap<string, HeldBack>): Map<LiveCampaign, boolean> {
  const took = new Map<LiveCampaign, boolean>();
  if (held.size === 0) return took;
  for (const { candidate: { campaign } } of entrants) if (held.has(campaign.id)) took.set(campaign, true);
  for (const [campaign, why] of out) if (why === 'PACED' && held.has(campaign.id)) took.set(campaign, false);
  for (const { candidate: { campaign } } of short) took.set(campaign, true);
  return took;
} // prettier-ignore

/** What is to be scored: each car with each angle once, however many campaigns show it so. Ways of saying it stand beside each other. */
function rowsOf(found: readonly Candidate[]): { rows: OfferCandidate[]; rowOf: number[] } {
  const rows: OfferCandidate[] = [];
  const rowOf: number[] = [];
  let last: VehicleInStock | undefined;
  let from = 0;
  for (const { vehicle, facts, creative: { id, angle } } of found) {
    if (vehicle !== last) from = rows.length;
    last = vehicle;
    let row = from;
    while (row < rows.length && rows[row]?.creative.angle !== angle) row++;
    if (row === rows.length) rows.push({ vehicle: facts, creative: { creativeId: id, angle } });
    rowOf.push(row);
  }
  return { rows, rowOf };
} // prettier-ignore
