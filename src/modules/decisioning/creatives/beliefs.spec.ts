import fc from 'fast-check';
import { seededRandom } from '../chance.js';
import { Beliefs, type Told } from './beliefs.js';
import { DrawTable, pick } from './chances.js';
import { gamma } from './gamma.js';

const creatives = ['price', 'finance', 'lifestyle'];
/** What the model says: one in fifty for the first, a quarter less for each after it. */
const rates = [0.02, 0.015, 0.011];

function told(clicks: number, impressions: number, place: number): Told {
  const average = rates.reduce((sum, rate) => sum + rate, 0) / rates.length;
  return { clicks, expected: impressions * (rates[place] ?? 0), average: impressions * average };
}

function chancesIn(beliefs: Beliefs, context: string): number[] {
  return new DrawTable(beliefs, creatives.length, context, seededRandom(5)).chances(rates);
}

describe('what is believed of creatives', () => {
  it('leans on the model before anything was seen, and rules nothing out', () => {
    const [first = 0, , third = 0] = chancesIn(new Beliefs(creatives), 'home');
    expect(first).toBeGreaterThan(third);
    expect(third).toBeGreaterThan(0.02 / 3);
  });

  it('trusts a model that foretold what came: little is left for the others', () => {
    const beliefs = new Beliefs(creatives);
    for (const [place, creative] of creatives.entries())
      beliefs.tell(creative, 'home', told(Math.round(6_000 * (rates[place] ?? 0)), 6_000, place));
    expect(chancesIn(beliefs, 'home')[0]).toBeGreaterThan(0.85);
  });

  it('forgets a model that was wrong, for creatives it was not yet wrong about too', () => {
    const beliefs = new Beliefs(creatives);
    beliefs.tell('price', 'home', told(4, 2_000, 0));
    beliefs.tell('lifestyle', 'home', told(60, 2_000, 2));
    const [first = 1, second = 0, third = 0] = chancesIn(beliefs, 'home');
    expect(first).toBeLessThan(0.02);
    // The model had said that the second is better than the third; nobody has seen it yet.
    expect(second).toBeLessThan(third);
    expect(second).toBeGreaterThan(0.05);
  });

  it('carries what was learned of a creative to contexts where it was not shown', () => {
    const beliefs = new Beliefs(creatives);
    for (const context of ['home', 'search', 'detail'])
      for (const [place, creative] of creatives.entries())
        beliefs.tell(creative, context, told(creative === 'lifestyle' ? 60 : 15, 1_000, place));
    const [, , third = 0] = chancesIn(beliefs, 'tablet');
    expect(third).toBeGreaterThan(0.7);
  });

  it('lets what is old count less, and takes no news of creatives that are gone', () => {
    const beliefs = new Beliefs(creatives);
    beliefs.tell('price', 'home', told(0, 4_000, 0));
    const before = chancesIn(beliefs, 'home')[0] ?? 0;
    beliefs.fade(0.01);
    beliefs.tell('archived', 'home', told(100, 100, 0));
    expect(chancesIn(beliefs, 'home')[0]).toBeGreaterThan(before);
  });
});

describe('chances of creatives', () => {
  it('add up to 1, are never 0, and are drawn from as they are told', () => {
    const random = seededRandom(9);
    const told = new DrawTable(new Beliefs(creatives), 3, 'home', random).chances([0.03, 0.01, 0]);
    expect(told.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
    expect(Math.min(...told)).toBeGreaterThan(0);
    const drawn = [0, 0, 0];
    for (let n = 0; n < 20_000; n++) {
      const place = pick(told, random);
      drawn[place] = (drawn[place] ?? 0) + 1;
    }
    for (const [place, count] of drawn.entries())
      expect(Math.abs(count / 20_000 - (told[place] ?? 0))).toBeLessThan(0.015);
  });

  it('are those of the draws they are told for, whatever the model says, and 0 of who may not be shown', () =>
    fc.assert(
      fc.property(
        fc.array(fc.option(fc.double({ min: 0, max: 1, noNaN: true })), { minLength: 1, maxLength: 6 }),
        fc.nat(),
        (words, seed) => {
          fc.pre(words.some((word) => word !== null));
          const beliefs = new Beliefs(words.map((_, place) => `${place}`));
          const told = new DrawTable(beliefs, words.length, 'home', seededRandom(seed)).chances(words);
          expect(told.reduce((sum, each) => sum + each, 0)).toBeCloseTo(1, 12);
          for (const [place, word] of words.entries()) {
            if (word === null) expect(told[place]).toBe(0);
            else expect(told[place]).toBeGreaterThan(0);
          }
          for (const chance of [0, 0.5, 1 - 2 ** -32]) expect(words[pick(told, () => chance)]).not.toBeNull();
        },
      ),
    ));

  it('come of draws with the mean and variance of a gamma', () => {
    for (const shape of [0.3, 1, 7.5]) {
      const random = seededRandom(3);
      const values = Array.from({ length: 40_000 }, () => gamma(shape, random));
      const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
      const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
      expect(Math.abs(mean / shape - 1)).toBeLessThan(0.04);
      expect(Math.abs(variance / shape - 1)).toBeLessThan(0.08);
    }
  });
});
