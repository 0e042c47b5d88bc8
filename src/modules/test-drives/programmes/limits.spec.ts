import fc from 'fast-check';
import { brokenLimit, type CountedDrive } from './limits.js';

const day = 86_400_000;
const car = (model: string, startsAt: number): CountedDrive => ({ make: 'Kia', model, startsAt });
const limits = (perPerson: number | null, window: string | null = null, oncePerModel = false) => ({ oncePerModel, perPerson, window }); // prettier-ignore

describe('brokenLimit', () => {
  it('lets each model be driven once, however it is spelled', () => {
    const drives = [car('EV6', 0)];
    expect(brokenLimit(limits(null, null, true), drives, { make: 'KIA', model: 'ev-6', startsAt: day })).toEqual({ limit: 'ONCE_PER_MODEL', most: 1, counted: 1 }); // prettier-ignore
    expect(brokenLimit(limits(null, null, true), drives, car('EV9', day))).toBeNull();
    expect(brokenLimit(limits(null, 'P30D', true), drives, car('EV6', 31 * day))).toBeNull();
  });

  it('counts for ever where no window is given', () => {
    const drives = [car('A', 0), car('B', 3_000 * day)];
    expect(brokenLimit(limits(2), drives, car('C', 9_000 * day))).toEqual({ limit: 'PER_PERSON', most: 2, counted: 2 }); // prettier-ignore
    expect(brokenLimit(limits(3), drives, car('C', 9_000 * day))).toBeNull();
  });

  it('counts what is booked later on the calendar as well, in a window wherever it begins', () => {
    const around = [car('A', 0), car('B', 50 * day)];
    // 40 days hold the wished one with either, never with both.
    expect(brokenLimit(limits(2, 'P40D'), around, car('C', 25 * day))).toBeNull();
    expect(brokenLimit(limits(2, 'P51D'), around, car('C', 25 * day))).toMatchObject({ counted: 2 });
    expect(brokenLimit(limits(1, 'P1Y'), [car('A', 300 * day)], car('B', 0))).toMatchObject({ counted: 1 });
  });

  it('goes by the calendar: a year is one with a leap day too', () => {
    const first = Date.parse('2028-01-10T10:00:00Z');
    const wished = (text: string) => brokenLimit(limits(1, 'P1Y'), [car('A', first)], car('B', Date.parse(text))); // prettier-ignore
    expect(wished('2029-01-10T09:59:59Z')).not.toBeNull();
    expect(wished('2029-01-10T10:00:00Z')).toBeNull();
  });

  it('lets nobody have more within any window, in whatever order drives are booked', () => {
    const order = fc.array(fc.integer({ min: 0, max: 400 }), { maxLength: 30 });
    fc.assert(
      fc.property(order, fc.integer({ min: 1, max: 5 }), fc.integer({ min: 1, max: 60 }), (days, most, length) => {
        const booked: CountedDrive[] = [];
        for (const at of days) {
          const wished = car('A', at * day);
          if (brokenLimit(limits(most, `P${length}D`), booked, wished) === null) booked.push(wished);
          else {
            // Refused only where it would have been one too many in some window that holds it.
            const near = (from: number) => booked.filter(({ startsAt }) => startsAt >= from * day && startsAt < (from + length) * day).length;
            expect(Math.max(...Array.from({ length }, (_, back) => near(at - back)))).toBeGreaterThanOrEqual(most);
          }
        }
        for (let from = -60; from <= 400; from++) {
          const within = booked.filter(({ startsAt }) => startsAt >= from * day && startsAt < (from + length) * day);
          expect(within.length).toBeLessThanOrEqual(most);
        }
      }),
      { numRuns: 60 },
    ); // prettier-ignore
  });
});
