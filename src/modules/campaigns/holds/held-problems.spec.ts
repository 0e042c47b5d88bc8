import fc from 'fast-check';
import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import { emptyContent } from '../content.js';
import { newCreative } from '../creative-problems.js';
import { creativeDraft } from '../../../../test/factories/campaign.js';
import { heldProblems, isHeld } from './held-problems.js';

const at = new Date('2026-11-28T12:00:00Z');
const made = Array.from({ length: 4 }, () => newCreative(creativeDraft(), at));
const saying = (active: readonly boolean[]): CampaignContent => ({
  ...emptyContent('Europe/London'),
  creatives: made.map((each, place) => ({ ...each, status: active[place] ? 'active' : 'archived' })),
});
const four = fc.array(fc.boolean(), { minLength: 4, maxLength: 4 });

describe('what a change would take from experiments', () => {
  it('is each creative that goes out of use while one of them shows it, and nothing else', () => {
    fc.assert(
      fc.property(four, four, four, (before, after, shown) => {
        const creativeIds = made.filter((_, place) => shown[place]).map(({ id }) => id);
        const holds = [{ experimentId: 'e-1', name: 'Bold or plain', creativeIds }];
        const taken = made.filter((_, place) => before[place] && !after[place] && shown[place]);
        const problems = heldProblems(saying(before), saying(after), holds);
        expect(problems.map(({ path }) => path)).toEqual(taken.map(({ id }) => `creatives.${id}.status`));
        expect(problems.every(isHeld)).toBe(true);
      }),
    );
  });

  it('names the experiment and what to do, and counts a creative that is left out as gone', () => {
    const [first] = made;
    const holds = [{ experimentId: 'e-1', name: 'Bold or plain', creativeIds: [first?.id ?? ''] }];
    const none = { ...emptyContent('Europe/London'), creatives: [] };
    const [problem] = heldProblems(saying([true, true, true, true]), none, holds);
    expect(problem?.message).toContain('experiment “Bold or plain” (e-1)');
    expect(['creatives', 'budget', 'creatives.0.headline'].filter((path) => isHeld({ path }))).toEqual([]);
    expect(problem?.remedy).toContain('endExperiment');
  });
});
