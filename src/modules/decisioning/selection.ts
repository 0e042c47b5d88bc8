import type { LiveCampaign, LiveCreative } from '../../models/campaign/live-campaign.js';
import type { Elimination } from '../../models/decision/elimination.js';
import { nothingBarred, type Barred, type BarredStep } from './limits/barred.js';
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
function barredKey(placement: string, { campaigns, creativeIds }: Barred): string[] {
  const here = [...campaigns].filter(([{ placements }]) => placements.has(placement));
  return [
    ...here.map(([{ id }, step]) => `${step}:${id}`),
    ...[...creativeIds].map((id) => `r:${id}`),
  ].sort();
}

function select(
  showroom: Showroom,
  placement: string,
  segmentIds: ReadonlySet<string>,
  barred: Barred,
): Selection {
  const { shelves, coverages } = showroom;
  const here = showroom.campaigns.filter(({ placements }) => placements.has(placement));
  const open = here.filter((campaign) => !showroom.closed.has(campaign));
  const forViewer = open.filter((campaign) => fitsAudience(campaign, segmentIds));
  const withWords = forViewer.filter(({ creatives }) => creatives.length > 0);
  const covering = withWords.flatMap((campaign) => {
    const coverage = coverages.get(campaign);
    return coverage?.some((word) => word !== 0) ? [{ campaign, coverage }] : [];
  });
  const within = covering.filter(({ campaign }) => !barred.campaigns.has(campaign));
  const countBarred = (step: BarredStep) =>
    covering.filter(({ campaign }) => barred.campaigns.get(campaign) === step).length;
  const cars = union(within, shelves.units.length);
  return {
    optionsByAngle: optionsByAngle(within, barred),
    open: cars,
    eliminated: [
      { step: 'CAMPAIGN_NOT_LIVE', count: showroom.notLive },
      { step: 'PLACEMENT', count: showroom.campaigns.length - here.length },
      { step: 'DAYPART', count: here.length - open.length },
      { step: 'AUDIENCE', count: open.length - forViewer.length },
      { step: 'NO_CREATIVE', count: forViewer.length - withWords.length },
      { step: 'NO_VEHICLE_IN_SCOPE', count: withWords.length - covering.length },
      { step: 'FREQUENCY_CAP', count: countBarred('FREQUENCY_CAP') },
      { step: 'BUDGET', count: countBarred('BUDGET') },
      { step: 'LIMITS_AWAY', count: countBarred('LIMITS_AWAY') },
      { step: 'PACED', count: 0 }, // found out when it is known who has anything to offer
      { step: 'VEHICLE_OUT_OF_SCOPE', count: shelves.units.length - countSet(cars) },
    ],
  };
}

function fitsAudience({ include, exclude }: LiveCampaign, segmentIds: ReadonlySet<string>): boolean {
  if (include.length > 0 && !include.some((id) => segmentIds.has(id))) return false;
  return !exclude.some((id) => segmentIds.has(id));
}

function optionsByAngle(
  covering: readonly { campaign: LiveCampaign; coverage: Coverage }[],
  { creativeIds }: Barred,
): Option[][] {
  const byAngle = new Map<string, Option[]>();
  for (const { campaign, coverage } of covering)
    for (const creative of campaign.creatives) {
      if (creativeIds.has(creative.id)) continue;
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
