import { isDeepStrictEqual } from 'node:util';
import type { CampaignContent, CreativeContent } from '../../../models/campaign/campaign-content.js';
import { inWords } from './in-words.js';

/** One thing that is not as it was. */
export interface Difference {
  /** Where in the content: `terms.budget`, `creatives.<id>.headline`. */
  readonly path: string;
  /** As it was, as data; null where there was nothing. */
  readonly before: unknown;
  readonly after: unknown;
  /** `Budget: 500.00 GBP in all, now 800.00 GBP in all.` */
  readonly words: string;
}

const parts = ['name', 'advertiserId', 'startsAt', 'endsAt', 'timeZone', 'vehicleScope', 'placements', 'include', 'exclude'] as const; // prettier-ignore
const creativeParts = ['name', 'angle', 'headline', 'body', 'imageUrl', 'callToAction', 'deepLink', 'disclosure', 'weight', 'status'] as const; // prettier-ignore

/** All that differs between two contents, in the order a marketer reads a campaign. None where they say the same. */
export function differences(before: CampaignContent, after: CampaignContent): Difference[] {
  const found: Difference[] = [];
  const look = (path: string, label: string, was: unknown, is: unknown, currency: string | null = null) => {
    if (isDeepStrictEqual(was, is)) return;
    const now = inWords(path, is, currency);
    found.push({ path, before: was ?? null, after: is ?? null, words: `${label}: ${inWords(path, was, currency)}, now ${now}.` }); // prettier-ignore
  };
  for (const part of parts) look(part, labels[part] ?? part, before[part], after[part]);
  const currency = after.terms.currency ?? before.terms.currency;
  for (const [part, label] of Object.entries(termLabels))
    look(`terms.${part}`, label, termOf(before, part), termOf(after, part), currency);
  const ofBefore = new Map(before.creatives.map((each) => [each.id, each]));
  for (const creative of after.creatives) lookAtCreative(look, ofBefore.get(creative.id), creative);
  return found;
}

function lookAtCreative(
  look: (path: string, label: string, was: unknown, is: unknown) => void,
  before: CreativeContent | undefined,
  after: CreativeContent,
): void {
  const path = `creatives.${after.id}`;
  if (!before) {
    look(path, `Creative “${after.name}”`, null, after);
    return;
  }
  for (const part of creativeParts)
    look(`${path}.${part}`, `Creative “${before.name}”, ${part}`, before[part], after[part]);
}

function termOf({ terms }: CampaignContent, part: string): unknown {
  return Object.entries(terms).find(([name]) => name === part)?.[1];
}

const labels: Record<string, string> = {
  name: 'Name',
  advertiserId: 'Advertiser',
  startsAt: 'Begins',
  endsAt: 'Ends',
  timeZone: 'Time zone',
  vehicleScope: 'Vehicles',
  placements: 'Placements',
  include: 'Shown to segments',
  exclude: 'Not shown to segments',
};

const termLabels: Record<string, string> = {
  objective: 'Objective',
  delivery: 'Delivery',
  goal: 'Goal',
  currency: 'Currency',
  bid: 'Bid',
  budget: 'Budget',
  funding: 'Co-op funding',
  dayparts: 'Hours',
  frequencyCaps: 'Frequency caps',
  priority: 'Priority',
  creativeRotation: 'Rotation of creatives',
};
