import { dayparts } from '../../../models/segment/insight.js';
import { daypartsIn, mostlyIn } from './daypart-of.js';

describe('parts of a day', () => {
  it.each([
    ['2026-11-26T05:59:59Z', 'NIGHT'],
    ['2026-11-26T06:00:00Z', 'MORNING'],
    ['2026-11-26T12:00:00Z', 'AFTERNOON'],
    ['2026-11-26T21:59:59Z', 'EVENING'],
    ['2026-11-26T22:00:00Z', 'NIGHT'],
    ['2026-07-26T11:00:00Z', 'AFTERNOON'],
  ])('%s in London is %s', (at, part) => {
    expect(dayparts[daypartsIn('Europe/London')(Date.parse(at))]).toBe(part);
  });

  it('follow the zone, to the quarter of an hour', () => {
    expect(dayparts[daypartsIn('Asia/Kathmandu')(Date.parse('2026-11-26T06:15:00Z'))]).toBe('AFTERNOON');
    expect(dayparts[daypartsIn('Asia/Kathmandu')(Date.parse('2026-11-26T06:14:59Z'))]).toBe('MORNING');
  });

  it('have one in which somebody is mostly active', () => {
    expect(mostlyIn([0, 0, 0, 0])).toBe(-1);
    expect(mostlyIn([5, 1, 2, 5])).toBe(3);
    expect(mostlyIn([5, 1, 2, 3])).toBe(0);
  });
});
