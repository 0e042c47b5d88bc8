import { earlierClaim, partnerOf } from './household.js';
import { liveOf, livesOf } from './lives.js';
import { cityWays } from './ways.js';
import { cityPlan, worldFrom } from './world.js';

const seed = 37;
const world = worldFrom(cityPlan(seed));
const alone = worldFrom(cityPlan(seed, { ...cityWays, households: false }));
const count = 3_000;
const lives = [...livesOf(world, 0, count)];
const livesAlone = [...livesOf(alone, 0, count)];
const homes = Array.from({ length: count / 2 }, (_, pair) => pair * 2).filter((index) => partnerOf(seed, index) !== null); // prettier-ignore
const bothOf = (of: typeof lives) => homes.map((index) => of.slice(index, index + 2));

it('puts three in ten together, each with the other', () => {
  expect(homes.length / (count / 2)).toBeCloseTo(0.3, 1);
  for (const index of homes) expect(partnerOf(seed, partnerOf(seed, index) ?? -1)).toBe(index);
});

it('lets two of a household not both buy, who would have been two buyers', () => {
  const bothBought = (of: typeof lives) =>
    bothOf(of).filter((two) => two.every(({ soldAt }) => soldAt !== null));
  expect(bothBought(lives)).toEqual([]);
  expect(bothBought(livesAlone).length).toBeGreaterThan(0);
});

it('has them look in the same weeks for what one purse can pay', () => {
  for (const [first, second] of bothOf(lives)) {
    const [began, joined] = [first, second].map((life) => life?.history.events[0]?.at ?? 0);
    expect(second?.shopper.budget).toBe(first?.shopper.budget);
    if (began && joined) expect(Math.abs(joined - began)).toBeLessThan(100 * 86_400_000);
  }
});

it('ends the search of both when one has bought, and knows that the other will not', () => {
  let [ended, foretold] = [0, 0];
  for (const two of bothOf(lives))
    for (const [place, life] of two.entries()) {
      const other = two[1 - place];
      const soldAt = other?.soldAt ?? null;
      if (soldAt === null) continue;
      expect(life.history.events.filter(({ at }) => at > soldAt + 86_400_000)).toEqual([]);
      ended += 1;
      for (const lead of life.leads) {
        expect(lead).toMatchObject({ probability: 0, sold: false });
        foretold += 1;
      }
    }
  expect(ended).toBeGreaterThan(15);
  expect(foretold).toBeGreaterThan(2);
});

it('plays households the same, one by one or all in a row', () => {
  for (const index of homes.slice(0, 40).flatMap((home) => [home, home + 1]))
    expect(liveOf(world, index)).toEqual(lives[index]);
});

it('lets the first enquiry decide, and the first of the household where two are of one instant', () => {
  const [early, late] = [
    { at: 1, soldAt: null },
    { at: 2, soldAt: 9 },
  ];
  expect(earlierClaim([null, null])).toBeNull();
  expect(earlierClaim([late, early])).toEqual({ by: 1, claim: early });
  expect(earlierClaim([early, { at: 1, soldAt: 5 }])).toEqual({ by: 0, claim: early });
  expect(earlierClaim([null, late])).toEqual({ by: 1, claim: late });
});
