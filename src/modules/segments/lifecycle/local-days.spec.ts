import { localDays } from './local-days.js';

const now = Date.parse('2026-11-26T09:00:00Z');
const boundsOf = (from: string, to: string, zone: string, at = now) =>
  localDays(from, to, zone, at).bounds.map((bound) => bound.toISOString());

describe('days of a zone', () => {
  it('begin and end by its clock, also where it is turned', () => {
    expect(boundsOf('2026-10-24', '2026-10-25', 'Europe/London')).toEqual([
      '2026-10-23T23:00:00.000Z',
      '2026-10-24T23:00:00.000Z',
      '2026-10-26T00:00:00.000Z',
    ]);
    // At midnight it was one o'clock; at midnight it was eleven again; and at one it was midnight again.
    expect(boundsOf('2018-11-04', '2018-11-04', 'America/Sao_Paulo')).toEqual([
      '2018-11-04T03:00:00.000Z',
      '2018-11-05T02:00:00.000Z',
    ]);
    expect(boundsOf('2018-02-17', '2018-02-18', 'America/Sao_Paulo')).toEqual([
      '2018-02-17T02:00:00.000Z',
      '2018-02-18T03:00:00.000Z',
      '2018-02-19T03:00:00.000Z',
    ]);
    expect(boundsOf('2026-10-24', '2026-10-25', 'Atlantic/Azores')).toEqual([
      '2026-10-24T00:00:00.000Z',
      '2026-10-25T00:00:00.000Z',
      '2026-10-26T01:00:00.000Z',
    ]);
  });

  it('leave out a day that a zone never had', () => {
    expect(localDays('2011-12-29', '2011-12-31', 'Pacific/Apia', now).dates).toEqual([
      '2011-12-29',
      '2011-12-31',
    ]);
  });

  it('are the week up to today where nothing is said, and none is in the future', () => {
    const days = localDays(null, undefined, 'Asia/Shanghai', now);
    expect([days.dates.length, days.dates[0], days.dates.at(-1)]).toEqual([7, '2026-11-20', '2026-11-26']);
    expect(localDays('2026-11-25', '2026-12-25', 'Asia/Shanghai', now).dates).toEqual([
      '2026-11-25',
      '2026-11-26',
    ]);
    expect(localDays('2027-01-01', '2027-01-02', 'Asia/Shanghai', now)).toEqual({ dates: [], bounds: [] });
  });

  it.each([
    [
      '2026-11-02',
      '2026-11-01',
      'from, 2026-11-02, is later than to, 2026-11-01; give the earlier day first.',
    ],
    ['2026-02-30', '2026-03-01', 'from is "2026-02-30" and no day; write it as 2026-11-26.'],
    ['2026-11-02', 'today', 'to is "today" and no day; write it as 2026-11-26.'],
    ['2026-01-01', '2026-04-04', 'from and to lie further apart than 93 days; ask for less at once.'],
  ])('refuses %s to %s', (from, to, message) => {
    expect(() => localDays(from, to, 'Europe/London', now)).toThrow(message);
  });

  it('takes as many days as it says', () => {
    expect(localDays('2026-01-01', '2026-04-03', 'Europe/London', now).dates).toHaveLength(93);
    const allowed = { most: 400, code: 'TOO_FAR' };
    const upTo = (from: string) => localDays(from, '2026-11-20', 'Europe/London', now, allowed);
    expect(upTo('2025-10-17').dates).toHaveLength(400);
    expect(() => upTo('2025-10-16')).toThrow('further apart than 400 days');
  });
});
