import { JobsInHand } from './jobs-in-hand.js';

describe('jobs in hand', () => {
  it('are looked for once for all queues that ask at about one time, and anew for those that ask later', async () => {
    const looks = [['leads'], ['exports']];
    let now = 0;
    let looked = 0;
    const inHand = new JobsInHand(
      () => Promise.resolve(looks[looked++] ?? []),
      () => now,
    );
    expect(await Promise.all(['leads', 'exports', 'drift'].map((queue) => inHand.has(queue)))).toEqual([true, false, false]); // prettier-ignore
    now = 999;
    expect(await inHand.has('leads')).toBe(true);
    expect(looked).toBe(1);
    now = 1_000;
    expect([await inHand.has('leads'), await inHand.has('exports')]).toEqual([false, true]);
    expect(looked).toBe(2);
  });

  it('are looked for anew after a look that failed, which everybody who waits for it is told', async () => {
    let isAway = true;
    const inHand = new JobsInHand(() => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(['leads']))); // prettier-ignore
    const asked = await Promise.allSettled([inHand.has('leads'), inHand.has('drift')]);
    const reason = new Error('away');
    expect(asked).toEqual([{ status: 'rejected', reason }, { status: 'rejected', reason }]); // prettier-ignore
    isAway = false;
    expect(await inHand.has('leads')).toBe(true);
  });
});
