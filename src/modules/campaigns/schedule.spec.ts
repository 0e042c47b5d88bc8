import { onWallClock, readSchedule, type ScheduleInput } from './schedule.js';

function instants(input: ScheduleInput): (string | null)[] {
  const read = readSchedule(input);
  if ('problems' in read) throw new Error(JSON.stringify(read.problems));
  return [read.schedule.startsAt?.toISOString() ?? null, read.schedule.endsAt?.toISOString() ?? null];
}

describe('readSchedule', () => {
  it.each<[string, ScheduleInput, (string | null)[]]>([
    [
      'a winter day in London',
      { from: '2026-12-01', until: '2026-12-01', timeZone: 'Europe/London' },
      ['2026-12-01T00:00:00.000Z', '2026-12-02T00:00:00.000Z'],
    ],
    [
      'the day of 23 hours',
      { from: '2026-03-29', until: '2026-03-29', timeZone: 'Europe/London' },
      ['2026-03-29T00:00:00.000Z', '2026-03-29T23:00:00.000Z'],
    ],
    [
      'the day of 25 hours',
      { from: '2026-10-25', until: '2026-10-25', timeZone: 'Europe/Berlin' },
      ['2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
    ],
    [
      'a day that begins at one, as midnight is skipped',
      { from: '2024-03-31', until: '2024-03-31', timeZone: 'Asia/Beirut' },
      ['2024-03-30T22:00:00.000Z', '2024-03-31T21:00:00.000Z'],
    ],
    [
      'a skipped hour moves forward',
      { from: '2026-03-29T01:30', timeZone: 'Europe/London' },
      ['2026-03-29T01:30:00.000Z', null],
    ],
    [
      'an hour that comes twice means its first coming',
      { from: '2026-10-25T01:30', timeZone: 'Europe/London' },
      ['2026-10-25T00:30:00.000Z', null],
    ],
    ['open at both ends', { timeZone: 'UTC' }, [null, null]],
    [
      'a time of day is exclusive',
      { until: '2026-12-24T18:00', timeZone: 'Asia/Tokyo' },
      [null, '2026-12-24T09:00:00.000Z'],
    ],
  ])('%s', (_title, input, expected) => expect(instants(input)).toEqual(expected));

  it.each<[ScheduleInput, string]>([
    [{ timeZone: 'Europe/Atlantis' }, 'schedule.timeZone'],
    [{ from: 'tomorrow', timeZone: 'UTC' }, 'schedule.from'],
    [{ from: '2026-02-30', timeZone: 'UTC' }, 'schedule.from'],
    [{ until: '2026-12-01T09:00:00Z', timeZone: 'UTC' }, 'schedule.until'],
    [{ from: '2026-12-02', until: '2026-12-01', timeZone: 'UTC' }, 'schedule.until'],
  ])('points at what is wrong in %j', (input, path) => {
    const read = readSchedule(input);
    expect('problems' in read ? read.problems.map((problem) => problem.path) : []).toEqual([path]);
  });

  it('shows an instant on the wall clock of its zone', () =>
    expect(onWallClock(new Date('2026-07-01T08:00:00Z'), 'Europe/London')).toBe('2026-07-01T09:00'));
});
