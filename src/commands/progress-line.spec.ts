import { ProgressLine } from './progress-line.js';

describe('a progress line', () => {
  /** What is written while 2,000 rows take ten seconds, told every 50 ms. */
  function told(isTTY: boolean): string[] {
    const written: string[] = [];
    let now = 0;
    const screen = { isTTY, write: (text: string) => written.push(text) };
    const line = new ProgressLine(screen, () => now);
    for (; now <= 10_000; now += 50) line.show(now / 10_000, now / 5, '3 rejected');
    expect(line.done(2_000)).toBe('199');
    return written;
  }

  it('is drawn over on a terminal ten times a second, and gone at the end', () => {
    const written = told(true);
    expect(written).toHaveLength(101);
    expect(written[49]).toBe('\r 50 %  1,000 rows, 200 rows/s  3 rejected');
    expect(written.at(-1)).toMatch(/^\r +\r$/);
  });

  it('is a line every five seconds in a log', () => {
    expect(told(false)).toEqual([
      ' 50 %  1,000 rows, 200 rows/s  3 rejected\n',
      '100 %  2,000 rows, 200 rows/s  3 rejected\n',
    ]);
  });
});
