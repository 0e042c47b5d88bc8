import { TrafficShape } from './traffic-shape.js';

const hourMs = 3_600_000;
const dayMs = 24 * hourMs;
/** A Monday, 00:00 in London, in winter. */
const monday = Date.parse('2026-01-05T00:00:00Z');

/** Five times the traffic from six in the evening to ten, on the wall clock of a zone. */
function taught(timeZone: string, weeks: number, offsetHours = 0): TrafficShape {
  const shape = new TrafficShape(timeZone);
  for (let hour = 0; hour < weeks * 168; hour++) {
    const wall = (hour + offsetHours) % 24;
    shape.learn(monday + hour * hourMs, wall >= 18 && wall < 22 ? 500 : 100);
  }
  return shape;
}

describe('TrafficShape', () => {
  it('is flat before it has learned', () => {
    expect(new TrafficShape('Europe/London').between(monday, monday + 36.5 * hourMs)).toBeCloseTo(36.5);
  });

  it('learns when people come', () => {
    const shape = taught('Europe/London', 6);
    const evening = shape.between(monday + 18 * hourMs, monday + 22 * hourMs);
    const night = shape.between(monday + 2 * hourMs, monday + 6 * hourMs);
    expect(evening / night).toBeGreaterThan(4.5);
    expect(evening / night).toBeLessThan(5.5);
    expect(shape.between(monday, monday + 7 * dayMs)).toBeCloseTo(168, -1);
  });

  it('follows the wall clock when clocks change', () => {
    const shape = taught('Europe/London', 6);
    const summer = Date.parse('2026-07-06T00:00:00+01:00');
    const evening = shape.between(summer + 18 * hourMs, summer + 19 * hourMs);
    expect(evening).toBeCloseTo(shape.between(monday + 18 * hourMs, monday + 19 * hourMs));
  });

  it('adds up however an interval is cut, and leaves out what is not open', () => {
    const shape = taught('America/New_York', 3, -5 + 24);
    const [from, to] = [monday + 0.3 * hourMs, monday + 500.7 * hourMs];
    const cut = monday + 77.2 * hourMs;
    expect(shape.between(from, cut) + shape.between(cut, to)).toBeCloseTo(shape.between(from, to));
    const halves = [0, 1].map((odd) => shape.between(from, to, (at) => Math.floor(at / hourMs) % 2 === odd));
    expect((halves[0] ?? 0) + (halves[1] ?? 0)).toBeCloseTo(shape.between(from, to));
  });

  it('goes on from what it had learned', () => {
    const shape = taught('Europe/Berlin', 2);
    const again = new TrafficShape('Europe/Berlin', shape.state);
    expect(again.between(monday, monday + 2 * dayMs)).toBe(shape.between(monday, monday + 2 * dayMs));
    expect(again.state).toEqual(shape.state);
  });
});
