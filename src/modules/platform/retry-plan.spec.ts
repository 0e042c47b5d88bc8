import fc from 'fast-check';
import { defaultRetryPlan, pauseAfter, readRetryPlan } from './retry-plan.js';

describe('a retry plan', () => {
  const plan = { firstMs: 10_000, longestMs: 4 * 3_600_000, givenUpAfterMs: 3 * 86_400_000 };

  it('is read', () => expect(readRetryPlan(defaultRetryPlan)).toEqual(plan));

  it.each([
    '',
    'PT1S',
    'PT1S,PT2S',
    'PT2S,PT1S,P3D',
    'PT1S,PT2S,PT1S',
    'PT1S,PT2S,P3D,P4D',
    'a,b,c',
    'PT0S,PT1S,P3D',
  ])('is not read from %j', (text) => {
    // prettier-ignore
    expect(readRetryPlan(text)).toContain('PT10S');
  });

  it('doubles its pauses, give or take a fifth, up to the longest', () => {
    expect([1, 2, 3, 12, 99].map((tries) => pauseAfter(plan, tries, 0.5))).toEqual([
      10_000, 20_000, 40_000, 14_400_000, 14_400_000,
    ]); // prettier-ignore
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 1_000 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (tries, chance) => {
          // prettier-ignore
          const usual = pauseAfter(plan, tries, 0.5);
          expect(Math.abs(pauseAfter(plan, tries, chance) / usual - 1)).toBeLessThanOrEqual(0.2001);
        },
      ),
    );
  });
});
