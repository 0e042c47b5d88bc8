import { learnTraffic } from './learn-traffic.js';
import { priorTraffic } from './prior.js';
import { TrafficShape } from './traffic-shape.js';

const hour = 3_600_000;
const monday = Date.parse('2026-11-23T00:00:00Z');

describe('the traffic of a tenant', () => {
  it('is expected to be common before anything is known: little at night, most in the evening', () => {
    const shape = new TrafficShape('Europe/London', priorTraffic);
    expect(shape.between(monday, monday + 7 * 24 * hour)).toBeCloseTo(168, 6);
    expect(shape.between(monday + 2 * hour, monday + 4 * hour)).toBeLessThan(0.3);
    expect(shape.between(monday + 19 * hour, monday + 21 * hour)).toBeGreaterThan(3);
  });

  it('is learned by whole hours, those without requests too, whether they come at once or one by one', () => {
    const begin = { hourBegan: monday, requests: 0 };
    const seen = Array.from({ length: 72 }, (_, n) => ({ from: monday + n * hour + 60_000, requests: n % 24 === 20 ? 100 : n % 24 === 3 ? 0 : 10 })); // prettier-ignore
    const busy = seen.filter(({ requests }) => requests > 0);
    const atOnce = new TrafficShape('UTC', priorTraffic);
    expect(learnTraffic(atOnce, begin, busy, monday + 72 * hour)).toEqual({ hourBegan: monday + 72 * hour, requests: 0 }); // prettier-ignore
    const oneByOne = new TrafficShape('UTC', priorTraffic);
    let open = begin;
    for (const each of busy) open = learnTraffic(oneByOne, open, [each], each.from);
    learnTraffic(oneByOne, open, [], monday + 72 * hour);
    expect(oneByOne.state).toEqual(atOnce.state);
    const [three, twenty] = [3, 20].map((at) => atOnce.between(monday + at * hour, monday + (at + 1) * hour));
    expect(three).toBeLessThan(twenty ?? 0);
  });

  it('that nobody was there to learn for years is not gone through hour by hour', () => {
    const shape = new TrafficShape('UTC', priorTraffic);
    const now = monday + 5 * 365 * 24 * hour;
    expect(learnTraffic(shape, { hourBegan: monday, requests: 3 }, [], now).hourBegan).toBe(now);
    expect(shape.state.hours).toBeLessThanOrEqual(28 * 24);
  });
});
