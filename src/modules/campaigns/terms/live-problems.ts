import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import type { Problem } from '../../../models/campaign/problem.js';
import { termsObstacles, type TermsObstacle, type TermsObstacleCode } from './terms-obstacles.js';

/** Obstacles that what was sent alone decides, by the field of the input that makes them. */
const paths: Partial<Record<TermsObstacleCode, string>> = {
  NO_BUDGET: 'budget',
  DAILY_ABOVE_TOTAL: 'budget.daily',
  NO_GOAL: 'goal',
  NO_END: 'schedule.until',
};

/**
 * What a change may not do to a campaign that is live: it would go on being shown, and billed, without the bound that its launch
 * asked for. What was wrong before stays as it is, so that each thing can be mended by itself.
 */
export function liveProblems(before: CampaignContent, after: CampaignContent, now: number): Problem[] {
  const known = new Set(ofItself(before, now).map(({ code }) => code));
  return ofItself(after, now).flatMap(({ code, message, remedy }) => {
    const path = paths[code];
    if (path === undefined || known.has(code)) return [];
    return [{ path, message, remedy: `${remedy} Or pause the campaign first.` }];
  });
}

/** Judged without placements, currency or dealer: those change beside it. */
function ofItself(content: CampaignContent, now: number): TermsObstacle[] {
  const facts = { floors: [], currency: content.terms.currency ?? '', isDealerGone: false };
  return termsObstacles(content, facts, now);
}
