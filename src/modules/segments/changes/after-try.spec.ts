import { afterTry } from './after-try.js';
import { mostTries } from './back-off.js';

const dueAt = new Date(0);

describe('a delivery after a try', () => {
  it('is over when it was accepted', () => {
    expect(afterTry({ tries: 3, dueAt }, null, 5_000, 0.5)).toEqual({
      status: 'DELIVERED', tries: 4, lastFailure: null, dueAt, settledAt: new Date(5_000),
    }); // prettier-ignore
  });

  it('is tried again after a pause that grows', () => {
    const second = afterTry({ tries: 1, dueAt }, 'It answered 503.', 5_000, 0.5);
    expect(second).toMatchObject({ status: 'PENDING', tries: 2, lastFailure: 'It answered 503.', settledAt: null });
    expect(second.dueAt).toEqual(new Date(7_000));
  }); // prettier-ignore

  it('is given up after the last one', () => {
    expect(afterTry({ tries: mostTries - 2, dueAt }, 'No.', 0, 0.5).status).toBe('PENDING');
    expect(afterTry({ tries: mostTries - 1, dueAt }, 'No.', 0, 0.5)).toMatchObject({ status: 'DEAD', settledAt: new Date(0) }); // prettier-ignore
  });
});
