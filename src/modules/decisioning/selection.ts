import type { CampaignTerms } from '../../models/campaign/campaign-terms.js';
import type { LiveCampaign, LiveCreative } from '../../models/campaign/live-campaign.js';
import {
  eliminationSteps,
  type Elimination,
  type EliminationStep,
} from '../../models/decision/elimination.js';
import { bidderOf } from './auction/bidder.js';
import { isBelowFloor, worthOf, type Worth } from './auction/worth.js';
import { nothingBarred, type Barred } from './limits/barred.js';
import { groupBy } from '../platform/group-by.js';
import { countSet, meets, type Coverage } from './showroom.js';
import type { Showroom } from './showrooms.js';

/** A creative that may be shown, with the cars its campaign covers. */
export interface Option {
  readonly campaign: LiveCampaign;
  readonly creative: LiveCreative;
  readonly coverage: Coverage;
}

/** Creatives of one angle: all of them, and by what they cover, of which there is far less than campaigns. */
export interface Options {
  readonly all: readonly Option[];
  readonly byCoverage: ReadonlyMap<Coverage, readonly Option[]>;
}

/** The creatives of one angle of a campaign that bids. */
export interface BiddingOption {
  readonly campaign: LiveCampaign;
  readonly bidder: string;
  readonly creatives: readonly LiveCreative[];
  readonly coverage: Coverage;
  /** What it bids for being seen once where the model expects what is common, micros: on one car they rank by it. */
  readonly bid: number;
}

/** Those that cover the same cars, the highest bid first. */
export interface Bidders {
  readonly coverage: Coverage;
  readonly options: readonly BiddingOption[];
}

/** What viewers of the same audiences may be shown at a placement. */
export interface Selection {
  /** The campaigns it is made of. */
  readonly campaigns: readonly LiveCampaign[];
  /** Of campaigns that bid nothing: equals, as scores depend on a creative through its angle. */
  readonly optionsByAngle: readonly Options[];
  /** Of one angle and one kind of bid each, those with the highest bid first: on one car they rank as their bids do. */
  readonly bidding: readonly (readonly Bidders[])[];
  /** Cars that any of the campaigns covers. */
  readonly open: Coverage;
  /** Ids of campaigns that would be shown, or are held back by an experiment and nothing else. */
  readonly reached: ReadonlySet<string>;
  /** What fell away on the way here, step by step. */
  readonly eliminated: readonly Elimination[];
}

/** Selections kept of one showroom; few sets of audiences matter at a time. */
const mostKept = 512;
const kept = new WeakMap<Showroom, { told: ReadonlySet<string>; selections: Map<string, Selection> }>();

/**
 * The campaigns that fit a placement and a viewer's audiences. Kept as long as the showroom is: only audiences that some
 * campaign names tell viewers apart, so most requests find theirs made.
 */
export function selectionFor(
  showroom: Showroom,
  placement: string,
  segmentIds: ReadonlySet<string>,
  barred: Barred = nothingBarred,
): Selection {
  let memory = kept.get(showroom);
  if (!memory) {
    const told = new Set(showroom.campaigns.flatMap(({ include, exclude }) => [...include, ...exclude]));
    memory = { told, selections: new Map() };
    kept.set(showroom, memory);
  }
  const { told, selections } = memory;
  const key = [placement, ...[...segmentIds].filter((id) => told.has(id)).sort(), ...barredKey(placement, barred)].join(' '); // prettier-ignore
  const known = selections.get(key);
  if (known) return known;
  const made = select(showroom, placement, segmentIds, barred);
  if (selections.size >= mostKept) selections.clear();
  selections.set(key, made);
  return made;
}

/** Viewers for whom the same fell out share a selection too. */
function barredKey(placement: string, { campaigns, creativeIds, isHeldOutOfAll }: Barred): string[] {
  const here = [...campaigns].filter(([{ placements }]) => placements.has(placement));
  return [
    ...here.map(([{ id }, step]) => `${step}:${id}`),
    ...[...creativeIds].map((id) => `r:${id}`),
    ...(isHeldOutOfAll ? ['HELD_OUT:all'] : []),
  ].sort();
}

function select(
  showroom: Showroom,
  placement: string,
  segmentIds: ReadonlySet<string>,
  barred: Barred,
): Selection {
  const { shelves, coverages } = showroom;
  const counts = new Map<EliminationStep, number>([['CAMPAIGN_NOT_LIVE', showroom.notLive]]);
  const reached = new Set<string>();
  const within = showroom.campaigns.flatMap((campaign) => {
    const step = fallsAt(campaign, showroom, placement, segmentIds, barred);
    if (step === null || step === 'HELD_OUT') reached.add(campaign.id);
    if (step !== null) counts.set(step, (counts.get(step) ?? 0) + 1);
    const coverage = coverages.get(campaign);
    return step === null && coverage ? [{ campaign, coverage }] : [];
  });
  const cars = union(within, shelves.offered);
  counts.set('VEHICLE_OUT_OF_SCOPE', shelves.count - countSet(cars));
  const [bid, free] = [true, false].map((bids) => within.filter(({ campaign }) => (campaign.terms.bid !== null) === bids)); // prettier-ignore
  return {
    campaigns: within.map(({ campaign }) => campaign),
    optionsByAngle: optionsByAngle(free ?? [], barred),
    bidding: biddingOf(bid ?? [], barred),
    open: cars,
    reached,
    eliminated: selectionSteps.map((step) => ({ step, count: counts.get(step) ?? 0 })),
  };
}

/** Steps up to what is open to choose from, in order. */
const selectionSteps = eliminationSteps.slice(0, eliminationSteps.indexOf('VEHICLE_OUT_OF_SCOPE') + 1);

/** At which step a campaign falls away for viewers in these audiences, for whom some are barred; null: it may be shown. */
export function fallsAt(
  campaign: LiveCampaign,
  { closed, coverages, placements, shelves }: Showroom,
  placement: string,
  segmentIds: ReadonlySet<string>,
  barred: Barred,
): EliminationStep | null {
  if (!campaign.placements.has(placement)) return 'PLACEMENT';
  if (closed.has(campaign)) return 'DAYPART';
  if (!fitsAudience(campaign, segmentIds)) return 'AUDIENCE';
  if (campaign.creatives.length === 0) return 'NO_CREATIVE';
  const coverage = coverages.get(campaign);
  if (!coverage || !meets(coverage, shelves.offered)) return 'NO_VEHICLE_IN_SCOPE';
  const step = barred.campaigns.get(campaign) ?? (barred.isHeldOutOfAll ? 'HELD_OUT' : null);
  if (step !== null && step !== 'HELD_OUT') return step;
  // Before an experiment holds it back: whom it would not be shown to anyway, the experiment does not matter to.
  return isBelow(campaign, placements.get(placement)?.floorMicros ?? 0) ? 'BELOW_FLOOR' : step;
}

function fitsAudience({ include, exclude }: LiveCampaign, segmentIds: ReadonlySet<string>): boolean {
  if (include.length > 0 && !include.some((id) => segmentIds.has(id))) return false;
  return !exclude.some((id) => segmentIds.has(id));
}

function optionsByAngle(
  covering: readonly { campaign: LiveCampaign; coverage: Coverage }[],
  { creativeIds }: Barred,
): Options[] {
  const byAngle = new Map<string, Option[]>();
  for (const { campaign, coverage } of covering)
    for (const creative of campaign.creatives) {
      if (creativeIds.has(creative.id)) continue;
      const options = byAngle.get(creative.angle);
      if (options) options.push({ campaign, creative, coverage });
      else byAngle.set(creative.angle, [{ campaign, creative, coverage }]);
    }
  return [...byAngle.values()].map((all) => ({ all, byCoverage: groupBy(all, ({ coverage }) => coverage) }));
}

/** A bid per thousand is below the floor whoever the viewer is; what another is worth, only the scores say. */
function isBelow({ terms }: LiveCampaign, floorMicros: number): boolean {
  const worth = terms.bid?.kind === 'PER_THOUSAND' ? roughly(terms, floorMicros) : null;
  return worth !== null && isBelowFloor(worth);
}

/** What a campaign bids for being seen once where the model expects what is common, and it has so much left; both micros. */
export function commonBid(terms: CampaignTerms, left = Infinity): number {
  return roughly(terms, 0, left)?.perView ?? 0;
}

function roughly(terms: CampaignTerms, floorMicros: number, left = Infinity): Worth | null {
  return worthOf(terms, { click: 0.02, lead: 0.002 }, { floorMicros, multiplier: 1, fit: 1, left });
}

function biddingOf(
  covering: readonly { campaign: LiveCampaign; coverage: Coverage }[],
  { creativeIds }: Barred,
): Bidders[][] {
  const ranked = covering
    .map((each) => ({ ...each, bid: commonBid(each.campaign.terms) }))
    .sort((a, b) => b.bid - a.bid);
  const lists = new Map<string, BiddingOption[]>();
  for (const { campaign, coverage, bid } of ranked) {
    const creatives = campaign.creatives.filter(({ id }) => !creativeIds.has(id));
    for (const [angle, its] of groupBy(creatives, (creative) => creative.angle)) {
      const key = `${angle} ${campaign.terms.bid?.kind} ${campaign.terms.priority}`;
      const list = lists.get(key) ?? [];
      lists.set(key, list);
      list.push({ campaign, bidder: bidderOf(campaign), creatives: its, coverage, bid });
    }
  }
  return [...lists.values()].map((list) =>
    [...groupBy(list, (option) => option.coverage)].map(([alike, options]) => ({ coverage: alike, options })),
  );
}

/** Cars on offer that any of them covers. Campaigns of one scope share one coverage. */
function union(covering: readonly { coverage: Coverage }[], offered: Coverage): Coverage {
  const open = new Uint32Array(offered.length);
  for (const coverage of new Set(covering.map((each) => each.coverage)))
    for (let word = 0; word < open.length; word++) open[word] = (open[word] ?? 0) | (coverage[word] ?? 0);
  for (let word = 0; word < open.length; word++) open[word] = (open[word] ?? 0) & (offered[word] ?? 0);
  return open;
}
