import fc from 'fast-check';
import type { RecentVehicle } from '../../models/decision/viewer-state.js';
import { carInStock, idOf, liveCampaign, liveCreative, showroomOf, variedStock } from '../../../test/factories/showroom.js'; // prettier-ignore
import { candidates, mostVehicles, type OffersAsk } from './candidates.js';
import { seededRandom } from './chance.js';
import { Neighbourhood } from './neighbours/neighbourhood.js';
import { modelKey } from './showroom.js';
import { factsOf } from '../../models/vehicle/vehicle-in-stock.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const stock = variedStock(600);
const ask = (facts: Partial<OffersAsk> = {}): OffersAsk => ({
  placement: 'home-hero',
  segmentIds: new Set(),
  recent: [],
  excludeVehicleIds: new Set(),
  now,
  first: 30,
  ...facts,
});
const viewed = (place: number): RecentVehicle => {
  const vehicle = stock[place];
  if (!vehicle) throw new Error(`no car at ${place}`);
  return { type: 'VEHICLE_VIEWED', at: now - 60_000, vehicle: factsOf(vehicle) };
};
const eliminated = (answer: ReturnType<typeof candidates>) =>
  Object.fromEntries(
    answer.eliminated.filter(({ count }) => count > 0).map(({ step, count }) => [step, count]),
  );

describe('candidates', () => {
  const segments = ['a', 'b', 'c'].map(idOf);
  const someSegments = fc.subarray(segments);
  const campaigns = fc.array(
    fc.record({
      placed: fc.boolean(),
      include: someSegments,
      exclude: someSegments,
      creatives: fc.integer({ min: 0, max: 3 }),
      makes: fc.subarray(['Make 0', 'Make 1', 'Make 2']),
    }),
    { maxLength: 6 },
  );

  it('are in stock, in scope and not excluded, of campaigns that fit, with an active creative of theirs', () =>
    fc.assert(
      fc.property(
        campaigns,
        someSegments,
        fc.subarray([1, 2, 3, 13, 14]),
        fc.nat(),
        (plans, mine, places, seed) => {
          const live = plans.map(({ placed, include, exclude, creatives, makes }, n) =>
            liveCampaign(`C${n}`, {
              placements: new Set(placed ? ['home-hero'] : ['elsewhere']),
              include,
              exclude,
              creatives: Array.from({ length: creatives }, (_, m) => liveCreative(`C${n} ${m}`)),
              covers: ({ make }) => make !== undefined && makes.includes(make),
            }),
          );
          const out = new Set(places.map((place) => stock[place]?.id ?? ''));
          const segmentIds = new Set(mine);
          const asked = ask({ segmentIds, excludeVehicleIds: out, recent: places.map(viewed) });
          const found = candidates(showroomOf(stock, live), asked, seededRandom(seed)).candidates;
          for (const { vehicle, facts, campaign, creative } of found) {
            expect(stock).toContain(vehicle);
            expect(out.has(vehicle.id)).toBe(false);
            expect(campaign.covers(facts)).toBe(true);
            expect(campaign.placements.has('home-hero')).toBe(true);
            expect(campaign.include.length === 0 || campaign.include.some((id) => segmentIds.has(id))).toBe(
              true,
            );
            expect(campaign.exclude.some((id) => segmentIds.has(id))).toBe(false);
            expect(campaign.creatives).toContain(creative);
          }
          expect(new Set(found.map(({ vehicle }) => vehicle.id)).size).toBeLessThanOrEqual(mostVehicles);
        },
      ),
      { numRuns: 50 },
    ));

  it('are the same for the same chance', () => {
    const room = showroomOf(stock, [liveCampaign('A'), liveCampaign('B')]);
    const once = candidates(room, ask(), seededRandom(7));
    expect(candidates(room, ask(), seededRandom(7))).toEqual(once);
    expect(candidates(room, ask(), seededRandom(8))).not.toEqual(once);
  });

  it('begin with what the viewer touched, its model and its body style', () => {
    const room = showroomOf(stock, [liveCampaign('A')]);
    const { candidates: found } = candidates(room, ask({ recent: [viewed(5)] }), seededRandom(1));
    const touched = stock[5];
    expect(found[0]?.vehicle).toBe(touched);
    expect(found.filter(({ vehicle }) => vehicle.model === touched?.model).length).toBeGreaterThan(15);
  });

  it('offer a stranger every body style in stock', () => {
    const room = showroomOf(stock, [liveCampaign('A')]);
    const { candidates: found } = candidates(room, ask(), seededRandom(3));
    const styles = (cars: readonly { bodyStyle: string }[]) =>
      new Set(cars.map(({ bodyStyle }) => bodyStyle));
    expect(styles(found.map(({ vehicle }) => vehicle))).toEqual(styles(stock));
  });

  it('draw every creative of an angle equally often', () => {
    const equals = ['x', 'y', 'z'].map((name) => liveCreative(name));
    const room = showroomOf([carInStock('S')], [liveCampaign('A', { creatives: equals })]);
    const counts = new Map<string, number>();
    for (let seed = 0; seed < 6_000; seed++)
      for (const { creative } of candidates(room, ask(), seededRandom(seed)).candidates)
        counts.set(creative.id, (counts.get(creative.id) ?? 0) + 1);
    for (const { id } of equals) expect((counts.get(id) ?? 0) / 6_000).toBeCloseTo(1 / 3, 1);
  });

  it('say where everything fell away', () => {
    const closed = liveCampaign('Closed now');
    const room = showroomOf(
      [carInStock('S')],
      [
        closed,
        liveCampaign('Elsewhere', { placements: new Set(['moon']) }),
        liveCampaign('Not for me', { include: [idOf('a')] }),
        liveCampaign('Speechless', { creatives: [] }),
        liveCampaign('Out of stock', { covers: () => false }),
        liveCampaign('Fits', { covers: ({ make }) => make === 'Toyota' }),
      ],
      2,
      [closed],
    );
    const answer = candidates(room, ask({ excludeVehicleIds: new Set([idOf('S')]) }), seededRandom(1));
    expect(answer.candidates).toEqual([]);
    expect(eliminated(answer)).toEqual({
      CAMPAIGN_NOT_LIVE: 2,
      PLACEMENT: 1,
      DAYPART: 1,
      AUDIENCE: 1,
      NO_CREATIVE: 1,
      NO_VEHICLE_IN_SCOPE: 1,
      VEHICLE_EXCLUDED: 1,
    });
  });

  it('hold what those came to who looked at the same cars, and others of the models they came to', () => {
    const neighbourhood = new Neighbourhood();
    const at = (place: number) => {
      const { vehicle } = viewed(place);
      return { car: vehicle.vehicleId ?? '', model: modelKey(vehicle) };
    };
    const [mine, theirs] = [at(0), at(401)];
    for (let n = 0; n < 5; n++)
      neighbourhood.add({ cars: [mine.car, theirs.car], models: [mine.model, theirs.model] });
    const showroom = { ...showroomOf(stock, [liveCampaign('All')]), neighbourhood };
    const found = (recent: readonly RecentVehicle[]) =>
      candidates(showroom, ask({ recent, first: 1 }), seededRandom(1)).candidates;
    const cars = found([viewed(0)]).map(({ vehicle }) => vehicle.id);
    expect(cars).toContain(theirs.car);
    const ofTheirModel = (recent: readonly RecentVehicle[]) =>
      new Set(found(recent).filter(({ facts }) => modelKey(facts) === theirs.model).map(({ vehicle }) => vehicle.id)).size; // prettier-ignore
    expect(ofTheirModel([viewed(0)])).toBeGreaterThan(ofTheirModel([]) + 1);
  });
});
