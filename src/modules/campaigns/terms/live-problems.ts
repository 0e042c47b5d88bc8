import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import type { Problem } from '../../../models/campaign/problem.js';
import { disclosureProblems } from '../creative-problems.js';
import { termsObstacles, type TermsObstacleCode } from './terms-obstacles.js';

/** Obstacles that what was sent alone decides, by the field of the input that makes them. */
const paths: Partial<Record<TermsObstacleCode, string>> = {
  NO_BUDGET: 'budget',
  DAILY_ABOVE_TOTAL: 'budget.daily',
  NO_GOAL: 'goal',
  NO_END: 'schedule.until',
  CAP_OF_ZERO: 'frequencyCaps',
  NEVER_OPEN: 'dayparts',
};

/** A problem, and what tells it from the others. */
type Found = Problem & { readonly key: string };

/**
 * What a change may not do to a campaign that is live: it would go on being shown, and billed, without the bound that its launch
 * asked for, or go on as live and never be shown. What was wrong before stays as it is, so that each thing can be mended by itself.
 * @param now milliseconds since the epoch
 */
export function liveProblems(before: CampaignContent, after: CampaignContent, now: number): Problem[] {
  const known = new Set(ofItself(before, now).map(({ key }) => key));
  return ofItself(after, now).flatMap(({ key, path, message, remedy }) =>
    known.has(key) ? [] : [{ path, message, remedy: `${remedy} Or pause the campaign first.` }],
  );
}

/** Judged without placements, currency or dealer: those change beside it. */
function ofItself(content: CampaignContent, now: number): Found[] {
  const facts = { floors: [], currency: content.terms.currency ?? '', isDealerGone: false };
  const ofTerms = termsObstacles(content, facts, now).flatMap(({ code, message, remedy }) => {
    const path = paths[code];
    return path === undefined ? [] : [{ key: code, path, message, remedy }];
  });
  return [...ofTerms, ...placementProblems(content), ...undisclosed(content)];
}

function placementProblems({ placements }: CampaignContent): Found[] {
  if (placements.length > 0) return [];
  return [{ key: 'NO_PLACEMENT', path: 'placements', message: 'It would have no placement, so there is nowhere to show it.', remedy: 'Name at least one placement.' }]; // prettier-ignore
}

/** Each creative for itself: one that was shown so before hides no other. */
function undisclosed({ creatives }: CampaignContent): Found[] {
  return creatives
    .filter((creative) => creative.status === 'active' && disclosureProblems(creative).length > 0)
    .map(({ id, name }) => ({
      key: `NO_DISCLOSURE ${id}`,
      path: 'creatives',
      message: `“${name}” would show a payment without what law asks to be shown beside it.`,
      remedy: 'Give its disclosure with updateCreative, or archive it.',
    }));
}
