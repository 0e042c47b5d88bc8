import fc from 'fast-check';
import { factsOf } from '../../models/vehicle/vehicle-in-stock.js';
import { carInStock, liveCampaign, liveCreative, variedStock } from '../../../test/factories/showroom.js';
import { weigher } from './auction/draw.js';
import { enter, valueOf, type ScoredCandidate } from './auction/entrants.js';
import { seededRandom, type Random } from './chance.js';
import { choose } from './choose.js';
import { Beliefs } from './creatives/beliefs.js';
import { DrawTable } from './creatives/chances.js';
import { unheld } from './pacing/taking-part.js';
import { asEntered, sayerOf } from './creatives/say-creative.js';

const campaign = liveCampaign('A');
const stock = variedStock(300);

/** The car with the first `creatives` creatives, scored by `score`. */
function scored(vehicle = carInStock('S'), scores: readonly number[] = [0.1]): ScoredCandidate[] {
  return scores.map((click, n) => {
    const creative = campaign.creatives[n];
    const candidate = { vehicle, facts: factsOf(vehicle), campaign, creative: creative ?? liveCreative('A') };
    return { candidate, score: { click, lead: click / 10 } };
  });
}

const fields = fc
  .array(fc.record({ place: fc.nat(299), scores: fc.array(fc.double({ min: 0, max: 1, noNaN: true }), { minLength: 1, maxLength: 3 }) }), { minLength: 1, maxLength: 60 }) // prettier-ignore
  .map((cars) => [...new Map(cars.map((car) => [car.place, car])).values()].flatMap(({ place, scores }) => scored(stock[place], scores))); // prettier-ignore

/** The choice where nobody bids and nothing is separated. */
function chooseOf(field: readonly ScoredCandidate[], count: number, neverSeen: boolean, random: Random, say = asEntered, explored = 0.1) {
  const { entrants } = enter(field, { floorMicros: 0, now: 0, holding: unheld, letGo: new Set(), boostsAgeing: true, nearlySpent: new Map() });
  return choose(entrants, { count, neverSeen, separatesCompetitors: false, exclusive: false, explored }, random, [], say);
} // prettier-ignore

const counts = (keys: readonly string[]) => {
  const tally = new Map<string, number>();
  for (const key of keys) tally.set(key, (tally.get(key) ?? 0) + 1);
  return tally;
};

describe('choose', () => {
  it('fills every position it can, no car twice, with what it was given', () =>
    fc.assert(
      fc.property(
        fields,
        fc.integer({ min: 1, max: 50 }),
        fc.boolean(),
        fc.nat(),
        (field, count, stranger, seed) => {
          const chosen = chooseOf(field, count, stranger, seededRandom(seed));
          const cars = new Set(field.map(({ candidate }) => candidate.vehicle.id));
          expect(chosen).toHaveLength(Math.min(count, cars.size));
          expect(new Set(chosen.map(({ vehicle }) => vehicle.id)).size).toBe(chosen.length);
          chosen.forEach(({ position, propensity, vehicle, creative, score, value }, index) => {
            expect(position).toBe(index + 1);
            expect(propensity).toBeGreaterThan(0);
            expect(propensity).toBeLessThanOrEqual(1 + 1e-9);
            expect(value).toBe(valueOf(score));
            expect(
              field.some(({ candidate: one }) => one.vehicle === vehicle && one.creative === creative),
            ).toBe(true);
          });
        },
      ),
    ));

  it('breaks a rule of diversity only when no car was left that keeps it', () =>
    fc.assert(
      fc.property(fields, fc.integer({ min: 2, max: 12 }), fc.nat(), (field, count, seed) => {
        const half = Math.max(1, Math.floor(count / 2));
        const chosen = chooseOf(field, count, false, seededRandom(seed)).map(({ vehicle }) => vehicle);
        const cars = [...new Map(field.map(({ candidate: { vehicle } }) => [vehicle.id, vehicle])).values()];
        const twin = (car: (typeof cars)[number]) => `${car.model}|${car.trim}|${car.modelYear}`;
        chosen.forEach((car, index) => {
          const shown = chosen.slice(0, index);
          const left = cars.filter((other) => !shown.includes(other));
          const keeps = (other: typeof car) =>
            !shown.some((one) => twin(one) === twin(other)) &&
            (counts(shown.map(({ model }) => model)).get(other.model) ?? 0) < half &&
            (counts(shown.map(({ make }) => make)).get(other.make) ?? 0) < half;
          if (left.some(keeps)) expect(keeps(car)).toBe(true);
        });
      }),
    ));

  it('shows a stranger the body styles in turn', () => {
    const field = stock.flatMap((car) => scored(car, [car.bodyStyle === 'SUV' ? 0.9 : 0.1]));
    for (let seed = 0; seed < 50; seed++) {
      const styles = chooseOf(field, 8, true, seededRandom(seed)).map(({ vehicle }) => vehicle.bodyStyle);
      expect(new Set(styles).size).toBe(8);
    }
  });

  it('is the same for the same chance', () => {
    const field = stock.flatMap((car, n) => scored(car, [(n % 10) / 10, 0.3]));
    expect(chooseOf(field, 10, false, seededRandom(5))).toEqual(chooseOf(field, 10, false, seededRandom(5)));
  });

  it.each([0, 0.1, 0.5])(
    'states the very frequencies with which offers are chosen where %d are drawn',
    (explored) => {
      const cars = [0.5, 0.45, 0.2, 0.05].map((value, n) =>
        scored(carInStock(`S-${n}`, { make: `M${n}`, model: `M${n}` }), [value, value * 0.9]),
      );
      const beliefs = new Beliefs(campaign.creatives.map(({ id }) => id));
      const table = new DrawTable(beliefs, campaign.creatives.length, 'home-hero', seededRandom(1));
      const say = sayerOf({ scored: cars.flat(), barred: new Set(), tableOf: () => ({ table, isTold: false }), isDrawn: true }); // prettier-ignore
      const rounds = 40_000;
      const seen = new Map<string, { count: number; propensity: number }>();
      for (let seed = 0; seed < rounds; seed++) {
        const [first] = chooseOf(cars.flat(), 1, false, seededRandom(seed * 2_654_435_761), say, explored); // prettier-ignore
        if (!first) throw new Error('nothing chosen');
        const key = `${first.vehicle.id} ${first.creative.id}`;
        seen.set(key, { count: (seen.get(key)?.count ?? 0) + 1, propensity: first.propensity });
      }
      expect(seen.size).toBe(explored === 0 ? 2 : 8); // the creatives of the best car, or of all
      let total = 0;
      for (const { count, propensity } of seen.values()) {
        const deviation = Math.sqrt((propensity * (1 - propensity)) / rounds);
        expect(Math.abs(count / rounds - propensity)).toBeLessThan(5 * deviation);
        total += propensity;
      }
      expect(total).toBeCloseTo(1, 9);
    },
  );

  it('takes the best nine times in ten at least', () => {
    const field = [0.9, 0.5, 0.1].flatMap((value, n) =>
      scored(carInStock(`S-${n}`, { model: `M${n}` }), [value]),
    );
    expect(chooseOf(field, 1, false, () => 0)[0]?.propensity).toBeGreaterThan(0.9);
  });
});

describe('weigher', () => {
  it('weighs also where everything is worth next to nothing', () => {
    const field = scored(carInStock('S-1', {}), [5e-324]);
    expect(weigher(field.map(({ score }) => ({ value: valueOf(score) })))(5e-324)).toBe(1);
  });

  it('leaves nobody without a chance, whatever the scale', () =>
    fc.assert(
      fc.property(fields, fc.double({ min: 1e-9, max: 1, noNaN: true }), (field, scale) => {
        const scaled = field.map(({ candidate, score }) => {
          return { candidate, score: { click: score.click * scale, lead: score.lead * scale } };
        });
        const weigh = weigher(scaled.map(({ score }) => ({ value: valueOf(score) })));
        for (const { score } of scaled) expect(weigh(valueOf(score))).toBeGreaterThan(0.018);
      }),
    ));
});
