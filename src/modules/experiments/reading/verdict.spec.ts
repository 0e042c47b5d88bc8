import fc from 'fast-check';
import { Random } from '../../../../test/simulator/random.js';
import { liftOf } from './always-valid.js';
import { logGamma } from '../../platform/log-gamma.js';
import { estimates, noMoments, plus, type Moments } from './moments.js';
import { brokenAt, sampleRatioEvidence } from './sample-ratio.js';
import { read, sentenceOf, type Arm } from './verdict.js';

const terms = { alpha: 0.05, matters: 0.1 };

/** So many people of whom each buys with this chance. */
function buyers(people: number, chance: number, random: Random): Moments {
  let y = 0;
  for (let n = 0; n < people; n++) if (random.chance(chance)) y++;
  return { ...noMoments, people, y, yy: y };
}

function one(y: number, x: number): Moments {
  return { people: 1, y, yy: y * y, x, xx: x * x, xy: x * y };
}

describe('the sample ratio', () => {
  it('knows the logarithm of gamma', () => {
    expect(logGamma(1)).toBeCloseTo(0, 11);
    expect(logGamma(0.5)).toBeCloseTo(Math.log(Math.sqrt(Math.PI)), 11);
    expect(logGamma(171)).toBeCloseTo(706.573062245787, 9);
  });

  it('is hardly ever called broken where it is not, however often one looks', () => {
    let alarms = 0;
    for (let run = 0; run < 300; run++) {
      const random = Random.of(11, run);
      const counts = [0, 0];
      let alarm = false;
      for (let n = 0; n < 3_000; n++) {
        const arm = random.chance(0.5) ? 0 : 1;
        counts[arm] = (counts[arm] ?? 0) + 1;
        if (n % 20 === 0)
          alarm ||= sampleRatioEvidence(counts.map((count) => ({ count, share: 0.5 }))) > brokenAt;
      }
      if (alarm) alarms++;
    }
    expect(alarms).toBeLessThanOrEqual(2);
  });

  it('is called broken where one arm loses a tenth of its people', () => {
    const arms = [
      { name: 'A', share: 0.5, moments: { ...noMoments, people: 10_000, y: 500, yy: 500 } },
      { name: 'B', share: 0.5, moments: { ...noMoments, people: 9_000, y: 700, yy: 700 } },
    ];
    const { verdict } = read(arms, terms);
    expect(verdict.kind).toBe('BROKEN');
    expect(sentenceOf(verdict)).toMatch(
      /^Broken: [AB] got (52\.6|47\.4) % of the people where 50 % were planned/,
    );
  });
});

describe('what is taken out of the means', () => {
  it('is how people differed before: the variance left is 1 - ρ² of it, and the means stay true', () => {
    const random = new Random(3);
    const arms = [0, 1].map((arm) => {
      let sum = noMoments;
      for (let n = 0; n < 8_000; n++) {
        const x = random.normal(5, 2);
        sum = plus(sum, one(10 + x + random.normal(0, 1) + arm * 0.2, x));
      }
      return sum;
    });
    const without = estimates(arms.map((arm) => ({ ...arm, x: 0, xx: 0, xy: 0 })));
    const corrected = estimates(arms);
    expect((corrected[0]?.variance ?? 0) / (without[0]?.variance ?? 1)).toBeCloseTo(1 / 5, 1);
    expect((corrected[1]?.mean ?? 0) - (corrected[0]?.mean ?? 0)).toBeCloseTo(0.2, 1);
  });

  it('adds up however people are counted in parts', () => {
    const person = fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }));
    fc.assert(
      fc.property(fc.array(person, { minLength: 3, maxLength: 30 }), fc.nat(29), (people, cut) => {
        const sumOf = (some: readonly (readonly [number, number])[]) =>
          some.map(([y, x]) => one(y, x)).reduce(plus, noMoments);
        expect(plus(sumOf(people.slice(0, cut)), sumOf(people.slice(cut)))).toEqual(sumOf(people));
      }),
    );
  });
});

describe('a look at any time', () => {
  /** Looks after every 100 people an arm, up to 6,000. */
  function firstStop(
    run: number,
    chances: readonly [number, number],
  ): { winner: string; holdsTruth: boolean } | null {
    const random = Random.of(29, run);
    const truth = chances[1] / chances[0] - 1;
    let [a, b] = [noMoments, noMoments];
    let holdsTruth = true;
    let winner: string | null = null;
    for (let n = 0; n < 60; n++) {
      a = plus(a, buyers(100, chances[0], random));
      b = plus(b, buyers(100, chances[1], random));
      if (n < 4) continue; // the delta method wants some hundred people
      const arms: Arm[] = [a, b].map((moments, place) => ({ name: 'AB'.charAt(place), share: 0.5, moments }));
      const { verdict, arms: said } = read(arms, terms);
      const lift = said[1]?.lift;
      if (lift) holdsTruth &&= lift.from <= truth && truth <= lift.to;
      if (verdict.kind === 'STOP') winner ??= verdict.winner;
    }
    return winner === null ? (holdsTruth ? null : { winner: '', holdsTruth }) : { winner, holdsTruth };
  }

  it('names a winner where there is none in less than one experiment of twenty', () => {
    let wrong = 0;
    for (let run = 0; run < 150; run++) if (firstStop(run, [0.2, 0.2]) !== null) wrong++;
    expect(wrong / 150).toBeLessThan(0.05);
  });

  it('finds a winner that is there, and its intervals hold the truth at every look', () => {
    let [found, held] = [0, 0];
    for (let run = 0; run < 100; run++) {
      const stop = firstStop(run, [0.2, 0.24]);
      if (stop?.winner === 'B') found++;
      if (stop === null || stop.holdsTruth) held++;
    }
    expect(found).toBeGreaterThan(90);
    expect(held).toBeGreaterThanOrEqual(95);
  });

  it('says so in words', () => {
    const arm = (name: string, people: number, y: number): Arm => ({
      name,
      share: 0.5,
      moments: { ...noMoments, people, y, yy: y },
    });
    const said = (b: number) =>
      sentenceOf(read([arm('A', 40_000, 8_000), arm('B', 40_000, b)], terms).verdict);
    expect(said(8_600)).toMatch(/^Stop: B wins by \d.* to \d+(\.\d)? %\.$/);
    expect(said(7_000)).toMatch(/^Stop: A wins by/);
    expect(said(8_030)).toBe('Stop: no arm differs from the control by 10 % or more.');
    expect(sentenceOf(read([arm('A', 50, 5), arm('B', 50, 6)], terms).verdict)).toMatch(/^Keep going/);
    expect(sentenceOf(read([arm('A', 50, 0), arm('B', 50, 0)], terms).verdict)).toMatch(/^Keep going/);
  });

  it('has wider intervals than one look would, and none where nothing was bought', () => {
    const [control, arm] = estimates([
      { ...noMoments, people: 5_000, y: 1_000, yy: 1_000 },
      { ...noMoments, people: 5_000, y: 1_050, yy: 1_050 },
    ]);
    if (!control || !arm) throw new Error('two arms');
    const lift = liftOf(control, arm, 0.05, 0.1);
    const oneLook =
      1.96 * Math.sqrt(control.variance / 5_000 / control.mean ** 2 + arm.variance / 5_000 / arm.mean ** 2);
    expect(Math.log1p(lift?.to ?? 0) - Math.log1p(lift?.best ?? 0)).toBeGreaterThan(oneLook);
    expect(liftOf({ ...control, mean: 0 }, arm, 0.05, 0.1)).toBeNull();
  });
});
