import { mostTries, pauseMs } from './back-off.js';

describe('pauses between tries', () => {
  const pauses = Array.from({ length: mostTries - 1 }, (_, n) => pauseMs(n + 1, 0.5));

  it('double from a second to four hours, and come to about a day', () => {
    expect(pauses.slice(0, 4)).toEqual([1_000, 2_000, 4_000, 8_000]);
    expect(pauses.at(-1)).toBe(4 * 3_600_000);
    const hours = pauses.reduce((sum, pause) => sum + pause, 0) / 3_600_000;
    expect(hours).toBeGreaterThan(20);
    expect(hours).toBeLessThan(30);
  });

  it('are a fifth shorter or longer by chance', () => {
    expect(pauseMs(4, 0)).toBe(6_400);
    expect(pauseMs(4, 1)).toBe(9_600);
  });
});
