import fc from 'fast-check';
import { retrainingCadences } from '../../models/prediction/retraining.js';
import { dueNow, lastDue, nextDue } from './due.js';

const cadence = fc.constantFrom(...retrainingCadences);
const moment = fc.integer({ min: Date.UTC(2020, 0, 1), max: Date.UTC(2040, 0, 1) });
const at = (text: string) => Date.parse(text);

describe('when a model is due to be taught anew', () => {
  it('is a Monday, or the first of a month, at two in the morning', () => {
    expect(lastDue('WEEKLY', at('2026-11-28T12:00:00Z'))).toBe(at('2026-11-23T02:00:00Z'));
    expect(nextDue('WEEKLY', at('2026-11-28T12:00:00Z'))).toBe(at('2026-11-30T02:00:00Z'));
    expect(lastDue('MONTHLY', at('2026-03-01T01:59:59Z'))).toBe(at('2026-02-01T02:00:00Z'));
    expect(nextDue('MONTHLY', at('2026-12-31T23:00:00Z'))).toBe(at('2027-01-01T02:00:00Z'));
    fc.assert(
      fc.property(moment, (now) => {
        const [weekly, monthly] = [new Date(lastDue('WEEKLY', now)), new Date(lastDue('MONTHLY', now))];
        expect([weekly.getUTCDay(), monthly.getUTCDate()]).toEqual([1, 1]);
        for (const each of [weekly, monthly]) expect(each.toISOString()).toMatch(/T02:00:00.000Z$/);
      }),
    );
  });

  it('parts all time into spans, each from one moment to the next', () => {
    fc.assert(
      fc.property(cadence, moment, (every, now) => {
        const [last, next] = [lastDue(every, now), nextDue(every, now)];
        expect(last).toBeLessThanOrEqual(now);
        expect(next).toBeGreaterThan(now);
        expect(lastDue(every, next - 1)).toBe(last);
        expect(lastDue(every, next)).toBe(next);
      }),
    );
  });

  it('comes once a moment, however often and unevenly somebody looks, and never for one before it was on', () => {
    const looks = fc.array(fc.integer({ min: 0, max: 40 * 86_400_000 }), { maxLength: 60 });
    fc.assert(
      fc.property(cadence, moment, looks, (every, onSince, steps) => {
        const taken: number[] = [];
        let now = onSince;
        for (const step of steps) {
          now += step;
          const due = dueNow({ cadence: every, onSince, takenUntil: taken.at(-1) ?? null }, now);
          if (due !== null) taken.push(due);
          // Whatever was missed, what is due at the last look has been taken by then.
          const last = lastDue(every, now);
          if (last >= onSince) expect(taken.at(-1)).toBe(last);
        }
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.every((due) => due >= onSince && due === lastDue(every, due))).toBe(true);
      }),
    );
  });

  it('comes although a clock that ran ahead took up moments that are still to come', () => {
    const ahead = fc.integer({ min: 1, max: 400 * 86_400_000 });
    fc.assert(
      fc.property(cadence, moment, ahead, (every, now, later) => {
        const takenUntil = nextDue(every, now) + later;
        expect(dueNow({ cadence: every, onSince: now - 400 * 86_400_000, takenUntil }, now)).toBe(lastDue(every, now)); // prettier-ignore
      }),
    );
  });

  it('never comes while it is off', () => {
    fc.assert(
      fc.property(cadence, moment, (every, now) => {
        expect(dueNow({ cadence: every, onSince: null, takenUntil: null }, now)).toBeNull();
      }),
    );
  });
});
