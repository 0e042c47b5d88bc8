import { Buckets, take } from './token-bucket.js';

const taken = (buckets: Buckets, who: string, times: number, now: number) =>
  Array.from({ length: times }, () => buckets.take(who, now)).filter((wait) => wait === 0).length;

describe('take', () => {
  it('gives what has come in since, at most a second’s worth', () => {
    expect(take({ tokens: 0, at: 1_000 }, 10, 1_050)).toEqual({ bucket: { tokens: 0.5, at: 1_050 }, waitSeconds: 1 }); // prettier-ignore
    expect(take({ tokens: 0, at: 1_000 }, 10, 1_200)).toEqual({ bucket: { tokens: 1, at: 1_200 }, waitSeconds: 0 }); // prettier-ignore
    expect(take({ tokens: 0, at: 1_000 }, 10, 99_000)).toEqual({ bucket: { tokens: 9, at: 99_000 }, waitSeconds: 0 }); // prettier-ignore
  });

  it('says how long to wait in whole seconds, also where tokens are rare', () => {
    expect(take({ tokens: 0, at: 0 }, 0.25, 0).waitSeconds).toBe(4);
    expect(take({ tokens: 0.9, at: 0 }, 10, 0).waitSeconds).toBe(1);
  });

  it('neither fills nor empties when the clock is put back', () => {
    expect(take({ tokens: 3, at: 9_000 }, 10, 1_000).bucket).toEqual({ tokens: 2, at: 1_000 });
  });
});

describe('buckets', () => {
  it('let through a second’s worth at once, and as many each second from then on', () => {
    const buckets = new Buckets(5);
    expect(taken(buckets, 'a', 20, 0)).toBe(5);
    expect(taken(buckets, 'a', 20, 200)).toBe(1);
    expect(taken(buckets, 'a', 20, 1_200)).toBe(5);
  });

  it('are each one’s own', () => {
    const buckets = new Buckets(5);
    taken(buckets, 'a', 20, 0);
    expect(taken(buckets, 'b', 20, 0)).toBe(5);
  });

  it('take no memory of those who sent nothing for a second, and forget nobody who is short', () => {
    const buckets = new Buckets(5);
    for (let n = 0; n < 1_000; n++) buckets.take(`once-${n}`, 0);
    taken(buckets, 'a', 5, 900);
    expect(taken(buckets, 'a', 20, 1_000)).toBe(0);
    expect(buckets.size).toBe(1);
  });
});
