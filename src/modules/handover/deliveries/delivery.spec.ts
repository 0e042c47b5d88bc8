import fc from 'fast-check';
import { afterTry, withdrawn } from './delivery.js';

const plan = { firstMs: 10_000, longestMs: 4 * 3_600_000, givenUpAfterMs: 3 * 86_400_000 };
const at = (ms: number) => new Date(ms);
const begun = { tries: 1, askedAt: at(0), dueAt: at(0) };

describe('after a try', () => {
  it('is over when it was accepted, however late', () => {
    const answer = { failure: null, askedPauseMs: null };
    expect(afterTry(begun, answer, plan, 9e9, 0.5)).toEqual({ status: 'DELIVERED', dueAt: at(0), lastFailure: null, settledAt: at(9e9) }); // prettier-ignore
  });

  it('is over when the lead is another dealer’s, and says so', () => {
    expect(afterTry(begun, withdrawn, plan, 1_000, 0.5)).toMatchObject({
      status: 'WITHDRAWN',
      settledAt: at(1_000),
    });
  });

  it('waits as the plan says, or longer where the receiver asks for it', () => {
    const failed = (askedPauseMs: number | null) => afterTry(begun, { failure: 'It answered 429.', askedPauseMs }, plan, 1_000, 0.5); // prettier-ignore
    expect(failed(null)).toEqual({ status: 'PENDING', dueAt: at(11_000), lastFailure: 'It answered 429.', settledAt: null }); // prettier-ignore
    expect(failed(2_000).dueAt).toEqual(at(11_000));
    expect(failed(60_000).dueAt).toEqual(at(61_000));
  });

  it('ends after three days, and not before a last try at their end', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.option(fc.nat(86_400_000), { nil: null }),
        (chance, askedPauseMs) => {
          // prettier-ignore
          let now = 0;
          for (let tries = 1; ; tries++) {
            const after = afterTry({ ...begun, tries }, { failure: 'It answered 500.', askedPauseMs }, plan, now, chance); // prettier-ignore
            if (after.status === 'DEAD') break;
            expect(after.dueAt.getTime()).toBeGreaterThan(now);
            now = after.dueAt.getTime();
            expect(tries).toBeLessThan(60);
          }
          expect(now).toBe(plan.givenUpAfterMs);
        },
      ),
    );
  });
});
