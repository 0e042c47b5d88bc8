import { isDeepStrictEqual } from 'node:util';
import type { CampaignEntity } from '../../models/campaign/campaign.entity.js';
import type { CampaignContent, CreativeContent } from '../../models/campaign/campaign-content.js';
import { campaignTermsSchema, houseTerms } from '../../models/campaign/campaign-terms.js';
import type { CreativeRow } from './creative-problems.js';

/** What hangs on a campaign besides its own row. */
export interface Ties {
  readonly placements: readonly string[];
  readonly include: readonly string[];
  readonly exclude: readonly string[];
  readonly creatives: readonly CreativeRow[];
}

/** An untouched campaign in that zone: all stock, everyone, from launch until ended, nowhere yet, under the terms of the house. */
export function emptyContent(timeZone: string): CampaignContent {
  const nothing = { advertiserId: null, startsAt: null, endsAt: null, vehicleScope: {}, terms: houseTerms };
  return { name: '', timeZone, ...nothing, placements: [], include: [], exclude: [], creatives: [] };
}

/** What a campaign says, out of its rows. */
export function contentOf(campaign: CampaignEntity, ties: Ties): CampaignContent {
  const { name, advertiserId, startsAt, endsAt, timeZone, vehicleScope, terms } = campaign;
  return inOrder({
    ...{ name, advertiserId, timeZone, vehicleScope, terms: campaignTermsSchema.parse(terms) },
    startsAt: startsAt?.toISOString() ?? null,
    endsAt: endsAt?.toISOString() ?? null,
    placements: [...ties.placements],
    include: [...ties.include],
    exclude: [...ties.exclude],
    creatives: ties.creatives.map(creativeContentOf),
  });
}

/** What a creative says, out of its row. */
export function creativeContentOf(row: Omit<CreativeRow, 'tenantId' | 'campaignId' | 'updatedAt'>): CreativeContent {
  const { id, name, angle, headline, body, imageUrl, callToAction, deepLink, disclosure, weight, status } = row;
  return { id, name, angle, headline, body, imageUrl, callToAction, deepLink, disclosure, weight, status, createdAt: row.createdAt.toISOString() };
} // prettier-ignore

/** The same with its lists in order, so that equal contents are equal as data. */
export function inOrder(content: CampaignContent): CampaignContent {
  const byAge = (a: CreativeContent, b: CreativeContent) =>
    a.createdAt === b.createdAt ? (a.id < b.id ? -1 : 1) : a.createdAt < b.createdAt ? -1 : 1;
  return {
    ...content,
    placements: content.placements.toSorted(),
    include: content.include.toSorted(),
    exclude: content.exclude.toSorted(),
    creatives: content.creatives.toSorted(byAge),
  };
}

/** Whether they say the same. */
export function isSame(a: CampaignContent, b: CampaignContent): boolean {
  return isDeepStrictEqual(inOrder(a), inOrder(b));
}

/** Whether a viewer or a payer could notice the difference: all of it counts but names, which only marketers see. */
export function matters(before: CampaignContent, after: CampaignContent): boolean {
  return !isSame(nameless(before), nameless(after));
}

/**
 * An earlier content taken up again: as it was, and creatives that came later are archived, never lost, as decisions name
 * them.
 */
export function takenUpAgain(earlier: CampaignContent, now: CampaignContent): CampaignContent {
  const known = new Set(earlier.creatives.map(({ id }) => id));
  const later = now.creatives.filter(({ id }) => !known.has(id));
  const creatives = [
    ...earlier.creatives,
    ...later.map((each) => ({ ...each, status: 'archived' as const })),
  ];
  return inOrder({ ...earlier, creatives });
}

function nameless(content: CampaignContent): CampaignContent {
  return { ...content, name: '', creatives: content.creatives.map((each) => ({ ...each, name: '' })) };
}
