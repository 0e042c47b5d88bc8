import fc from 'fast-check';
import { requestedAt } from './request-date.js';

const now = Date.parse('2026-11-27T12:00:00Z');
const read = (text: string, timeZone = 'America/New_York') => {
  const { at, remark } = requestedAt(text, timeZone, now);
  return remark?.path ?? (at === undefined ? 'now' : new Date(at).toISOString());
};

describe('when a prospect was asked for', () => {
  it.each([
    ['2000-03-30T15:30:20-08:00', '2000-03-30T23:30:20.000Z'],
    ['2016-07-04T09:00:00Z', '2016-07-04T09:00:00.000Z'],
    ['2016-07-04T09:00:00.250+0530', '2016-07-04T03:30:00.250Z'],
    ['2016-07-04T09:00:00+02', '2016-07-04T07:00:00.000Z'],
    // Without a zone the clock is the tenant's, in summer and in winter.
    ['2016-07-04T09:00:20', '2016-07-04T13:00:20.000Z'],
    [' 2016-01-04 09:00 ', '2016-01-04T14:00:00.000Z'],
    ['2016-01-04', '2016-01-04T05:00:00.000Z'],
    // An hour that is skipped, and one that is doubled.
    ['2016-03-13T02:30:00', '2016-03-13T07:00:00.000Z'],
    ['2016-11-06T01:30:00', '2016-11-06T05:30:00.000Z'],
    ['2016-07-04T09:00:00+14:00', '2016-07-03T19:00:00.000Z'],
    // No clock is so far from UTC.
    ['2016-07-04T09:00:00+99:00', 'requestdate'],
    ['2016-07-04T09:00:00-24:00', 'requestdate'],
    ['2016-07-04T09:00:00+05:75', 'requestdate'],
    ['', 'now'],
    ['2026-11-27T12:04:00Z', 'now'],
    ['2026-11-28T12:04:00Z', 'requestdate'],
    ['9999-12-31T23:59:59Z', 'requestdate'],
    ['yesterday', 'requestdate'],
    ['2016-02-30T09:00:00Z', 'requestdate'],
    ['2016-02-03T25:00:00Z', 'requestdate'],
    ['0001-01-01T00:00:00', 'requestdate'],
    ['03/04/2016 9:00 AM', 'requestdate'],
  ])('%s is %s', (text, told) => expect(read(text)).toBe(told));

  it('is never after now, whatever stands there', () => {
    const instants = fc.date({ noInvalidDate: true }).map((date) => date.toISOString());
    fc.assert(
      fc.property(fc.oneof(fc.string(), instants), fc.constantFrom('UTC', 'Asia/Kolkata', 'America/New_York'), (text, zone) => {
        const { at = now } = requestedAt(text, zone, now);
        expect(at).toBeGreaterThanOrEqual(-86_400_000);
        expect(at).toBeLessThanOrEqual(now);
      }),
    ); // prettier-ignore
  });
});
