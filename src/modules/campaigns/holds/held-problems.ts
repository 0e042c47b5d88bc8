import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import type { CampaignHold } from '../../../models/campaign/campaign-hold.entity.js';
import type { Problem } from '../../../models/campaign/problem.js';

/**
 * What a change would take from running experiments: a creative that one of their arms shows. Its people would see something else from
 * then on, and what was counted of them would mean nothing.
 */
export function heldProblems(
  before: CampaignContent,
  after: CampaignContent,
  holds: readonly CampaignHold[],
): Problem[] {
  const active = new Set(after.creatives.filter(({ status }) => status === 'active').map(({ id }) => id));
  return before.creatives
    .filter(({ id, status }) => status === 'active' && !active.has(id))
    .flatMap(({ id, name }) => {
      const names = holds.filter(({ creativeIds }) => creativeIds.includes(id)).map(inWords);
      if (names.length === 0) return [];
      return [{ path: `creatives.${id}.status`, message: `The creative “${name}” is shown by what is being tried: ${names.join(', ')}.`, remedy: holdRemedy }]; // prettier-ignore
    });
}

/** Whether a problem is one of these. */
export function isHeld({ path }: Pick<Problem, 'path'>): boolean {
  return /^creatives\.[^.]+\.status$/.test(path);
}

const holdRemedy = 'End the experiment with endExperiment, or wait until it is over.';

/** An experiment as people know it, with the id to end it by. */
export function inWords({ name, experimentId }: CampaignHold): string {
  return `experiment “${name}” (${experimentId})`;
}
