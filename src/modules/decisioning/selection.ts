import type { LiveCampaign, LiveCreative } from '../../models/campaign/live-campaign.js';
import type { Elimination } from '../../models/decision/elimination.js';
import { countSet, type Coverage } from './showroom.js';
import type { Showroom } from './showrooms.js';

/** A creative that may be shown, with the cars its campaign covers. */
export interface Option {
  readonly campaign: LiveCampaign;
  readonly creative: LiveCreative;
  readonly coverage: Coverage;
}

/** What viewers of the same audiences may be shown at a placement. */
export interface Selection {
  readonly optionsByAngle: readonly (readonly Option[])[];
  /** Cars that any of the campaigns covers. */
  readonly open: Coverage;
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
): Selection {
  let memory = kept.get(showroom);
  if (!memory) {
    const told = new Set(showroom.campaigns.flatMap(({ include, exclude }) => [...include, ...exclude]));
    memory = { told, selections: new Map() };
    kept.set(showroom, memory);
  }
  const { told, selections } = memory;
  const key = [placement, ...[...segmentIds].filter((id) => told.has(id)).sort()].join(' ');
  const known = selections.get(key);
  if (known) return known;
  const made = select(showroom, placement, segmentIds);
  if (selections.size >= mostKept) selections.clear();
  selections.set(key, made);
  return made;
}

function select(showroom: Showroom, placement: string, segmentIds: ReadonlySet<string>): Selection {
  const { shelves, coverages } = showroom;
  const here = showroom.campaigns.filter(({ placements }) => placements.has(placement));
  const open = here.filter((campaign) => !showroom.closed.has(campaign));
  const forViewer = open.filter((campaign) => fitsAudience(campaign, segmentIds));
  const withWords = forViewer.filter(({ creatives }) => creatives.length > 0);
  const covering = withWords.flatMap((campaign) => {
    const coverage = coverages.get(campaign);
    return coverage?.some((word) => word !== 0) ? [{ campaign, coverage }] : [];
  });
  const cars = union(covering, shelves.units.length);
  return {
    optionsByAngle: optionsByAngle(covering),
    open: cars,
    eliminated: [
      { step: 'CAMPAIGN_NOT_LIVE', count: showroom.notLive },
      { step: 'PLACEMENT', count: showroom.campaigns.length - here.length },
      { step: 'DAYPART', count: here.length - open.length },
      { step: 'AUDIENCE', count: open.length - forViewer.length },
      { step: 'NO_CREATIVE', count: forViewer.length - withWords.length },
      { step: 'NO_VEHICLE_IN_SCOPE', count: withWords.length - covering.length },
      { step: 'VEHICLE_OUT_OF_SCOPE', count: shelves.units.length - countSet(cars) },
    ],
  };
}

function fitsAudience({ include, exclude }: LiveCampaign, segmentIds: ReadonlySet<string>): boolean {
  if (include.length > 0 && !include.some((id) => segmentIds.has(id))) return false;
  return !exclude.some((id) => segmentIds.has(id));
}

function optionsByAngle(covering: readonly { campaign: LiveCampaign; coverage: Coverage }[]): Option[][] {
  const byAngle = new Map<string, Option[]>();
  for (const { campaign, coverage } of covering)
    for (const creative of campaign.creatives) {
      const options = byAngle.get(creative.angle);
      if (options) options.push({ campaign, creative, coverage });
      else byAngle.set(creative.angle, [{ campaign, creative, coverage }]);
    }
  return [...byAngle.values()];
}

function union(covering: readonly { coverage: Coverage }[], size: number): Coverage {
  const open = new Uint32Array(Math.ceil(size / 32));
  for (const { coverage } of covering)
    for (let word = 0; word < open.length; word++) open[word] = (open[word] ?? 0) | (coverage[word] ?? 0);
  return open;
}
