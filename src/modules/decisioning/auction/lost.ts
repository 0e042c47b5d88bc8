import type { LiveCampaign } from '../../../models/campaign/live-campaign.js';
import type { Candidate } from '../candidates.js';
import type { Entered, StaysOut } from './entrants.js';
import { Kinds } from './lots.js';
import { Page } from './page.js';

/** Why a campaign with candidates is not on the page. */
export type LostStep = StaysOut | 'SEPARATED' | 'OUTBID';

/**
 * Which campaigns did not take part, and which took part and did not come in: kept apart from a competitor on the page or from another
 * advertiser that has it alone, or because others were worth more or fitted the page better.
 * @param refused what the limits refused, which is told otherwise
 */
export function lostOf(
  { entrants, out }: Pick<Entered, 'entrants' | 'out'>,
  chosen: readonly Candidate[],
  refused: ReadonlyMap<LiveCampaign, unknown>,
  { separatesCompetitors, exclusive }: { readonly separatesCompetitors: boolean; readonly exclusive: boolean },
): Map<LiveCampaign, LostStep> {
  const lost = new Map<LiveCampaign, LostStep>(out);
  const told = new Set<LiveCampaign>([...out.keys(), ...refused.keys()]);
  for (const { campaign } of chosen) told.add(campaign);
  const kinds = new Kinds();
  const placed = separatesCompetitors ? chosen.map(({ vehicle, campaign }) => ({ kind: kinds.of(vehicle), ...campaign })) : []; // prettier-ignore
  const page = Page.empty({ positions: chosen.length, separatesCompetitors, inTurn: false }, kinds.size);
  for (const each of placed) page.add(each);
  const owner = exclusive ? chosen[0]?.campaign.advertiserId : undefined;
  for (const { candidate: { campaign } } of entrants) {
    if (told.has(campaign)) continue;
    told.add(campaign);
    const isApart = (owner !== undefined && campaign.advertiserId !== owner) || page.isSeparated(campaign);
    lost.set(campaign, isApart ? 'SEPARATED' : 'OUTBID');
  }
  return lost;
} // prettier-ignore
