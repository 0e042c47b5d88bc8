import { houseTerms, type Rotation } from '../../models/campaign/campaign-terms.js';
import { carInStock, liveCampaign, liveCreative, showroomOf, variedStock } from '../../../test/factories/showroom.js'; // prettier-ignore
import { candidates, type OffersAsk } from './candidates.js';
import { seededRandom } from './chance.js';

const ask: OffersAsk = {
  placement: 'home-hero',
  segmentIds: new Set(),
  recent: [],
  excludeVehicleIds: new Set(),
  now: Date.parse('2026-11-22T12:00:00Z'),
  first: 3,
};
const creatives = [
  liveCreative('a', { angle: 'PRICE', weight: 3 }),
  liveCreative('b', { angle: 'FINANCE', weight: 1 }),
  liveCreative('c', { angle: 'PRICE', weight: 0 }),
];
const rotating = (creativeRotation: Rotation) =>
  liveCampaign('A', { creatives, terms: { ...houseTerms, creativeRotation } });

/** How often each creative entered the choice, of so many requests. */
function shares(rotation: Rotation, requests = 4_000): number[] {
  const room = showroomOf([carInStock('S')], [rotating(rotation)]);
  const counts = creatives.map(() => 0);
  for (let seed = 0; seed < requests; seed++)
    for (const { creative } of candidates(room, ask, seededRandom(seed)).candidates) {
      const at = creatives.findIndex(({ id }) => id === creative.id);
      counts[at] = (counts[at] ?? 0) + 1;
    }
  return counts.map((count) => count / requests);
}

describe('creatives that take turns', () => {
  it('enter a choice alone, each as often as another', () => {
    for (const share of shares('EVEN')) expect(share).toBeCloseTo(1 / 3, 1);
  });

  it('enter a choice as often as their weights say, and never without any', () => {
    const [a = 0, b = 0, c] = shares('WEIGHTED');
    expect(a).toBeCloseTo(3 / 4, 1);
    expect(b).toBeCloseTo(1 / 4, 1);
    expect([a + b, c]).toEqual([1, 0]);
  });

  it('are one for all cars of a request', () => {
    const room = showroomOf(variedStock(60), [rotating('EVEN')]);
    const found = candidates(room, ask, seededRandom(5)).candidates;
    expect(found.length).toBeGreaterThan(40);
    expect(new Set(found.map(({ creative }) => creative.id)).size).toBe(1);
    expect(new Set(found.map(({ vehicle }) => vehicle.id)).size).toBe(found.length);
  });
});
