import { obstaclesTo, type LaunchFacts } from './launch-obstacles.js';

const ready: LaunchFacts = { activeCreatives: 1, placements: 1, vehiclesInScope: 1 };
const now = Date.parse('2026-12-10T12:00:00Z');
const codes = (...args: Parameters<typeof obstaclesTo>) => obstaclesTo(...args).map(({ code }) => code);

describe('obstaclesTo', () => {
  it('finds none when all is there', () =>
    expect(codes({ status: 'draft', endsAt: null }, ready, now)).toEqual([]));

  it('names everything that is missing at once', () =>
    expect(
      codes(
        { status: 'draft', endsAt: new Date(now) },
        { activeCreatives: 0, placements: 0, vehiclesInScope: 0 },
        now,
      ),
    ).toEqual(['SCHEDULE_PASSED', 'NO_CREATIVE', 'NO_PLACEMENT', 'NO_VEHICLE_IN_STOCK']));

  it('says that an ended campaign stays ended', () =>
    expect(codes({ status: 'ended', endsAt: null }, ready, now)).toEqual(['ENDED']));

  it('lets a campaign whose schedule passed go on once the end is moved', () => {
    expect(codes({ status: 'live', endsAt: new Date(now - 1) }, ready, now)).toEqual(['SCHEDULE_PASSED']);
    expect(codes({ status: 'live', endsAt: new Date(now + 1) }, ready, now)).toEqual([]);
  });

  it('gives each a remedy', () => {
    const none = { activeCreatives: 0, placements: 0, vehiclesInScope: 0 };
    for (const { message, remedy } of obstaclesTo({ status: 'ended', endsAt: null }, none, now))
      expect([message, remedy].every((text) => /^[A-Z].*\.$/.test(text))).toBe(true);
  });
});
