import { jest } from '@jest/globals';
import { Ticking } from './ticking.js';

describe('a tick', () => {
  beforeEach(() => void jest.useFakeTimers());
  afterEach(() => void jest.useRealTimers());

  it('comes again after one that failed, which is told', async () => {
    const told: unknown[] = [];
    let times = 0;
    const ticking = new Ticking(
      100,
      () => (++times === 1 ? Promise.reject(new Error('away')) : Promise.resolve()),
      (fault) => told.push(fault),
    );
    ticking.start();
    await jest.advanceTimersByTimeAsync(350);
    expect(times).toBe(3);
    expect(told).toEqual([new Error('away')]);
    await ticking.stop();
    await jest.advanceTimersByTimeAsync(1_000);
    expect(times).toBe(3);
  });

  it('comes again after work that throws before there is a promise, and where telling of it fails too', async () => {
    let times = 0;
    const ticking = new Ticking(
      100,
      () => {
        times++;
        throw new Error('at once');
      },
      () => {
        throw new Error('untold');
      },
    );
    ticking.start();
    await jest.advanceTimersByTimeAsync(350);
    expect(times).toBe(3);
    await expect(ticking.stop()).resolves.toBeUndefined();
  });

  it('is left out while the one before is in hand, for which stopping waits', async () => {
    let times = 0;
    let finish: () => void = () => undefined;
    const ticking = new Ticking(
      100,
      () => {
        times++;
        return new Promise((resolve) => (finish = resolve));
      },
      () => undefined,
    );
    ticking.start();
    await jest.advanceTimersByTimeAsync(350);
    expect(times).toBe(1);
    let isStopped = false;
    const stopping = ticking.stop().then(() => (isStopped = true));
    await jest.advanceTimersByTimeAsync(10);
    expect(isStopped).toBe(false);
    finish();
    await stopping;
    expect(isStopped).toBe(true);
  });

  it('comes at once when it is hurried, once more after one in hand, and not after the end', async () => {
    let times = 0;
    let finish: () => void = () => undefined;
    const ticking = new Ticking(
      60_000,
      () => {
        times++;
        return new Promise((resolve) => (finish = resolve));
      },
      () => undefined,
    );
    ticking.hurry();
    expect(times).toBe(0);
    ticking.start();
    for (let time = 0; time < 3; time++) ticking.hurry();
    expect(times).toBe(1);
    finish();
    await jest.advanceTimersByTimeAsync(0);
    expect(times).toBe(2);
    ticking.hurry();
    const stopping = ticking.stop();
    finish();
    await stopping;
    ticking.hurry();
    expect(times).toBe(2);
  });
});
