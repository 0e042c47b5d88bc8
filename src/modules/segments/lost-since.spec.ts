import { lostSince } from './lost-since.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const second = 1_000;

describe('lostSince', () => {
  it.each([
    ['everything, of a store without a mark', null, 0],
    ['nothing, while the mark is kept up', { wholeAt: now - 5 * second, isSameServer: true }, null],
    ['nothing, by a clock a little ahead', { wholeAt: now + 5 * second, isSameServer: true }, null],
    ['what came since a mark of another server', { wholeAt: now - second, isSameServer: false }, now - 601 * second],
    ['what came since a mark nobody kept up', { wholeAt: now - 90 * second, isSameServer: true }, now - 690 * second],
    ['no less, by a clock that was far ahead', { wholeAt: now + 9e9, isSameServer: true }, now - 600 * second],
    ['everything, where servers share a mark', { wholeAt: 0, isSameServer: false }, 0],
  ])('is %s', (_what, mark, since) => expect(lostSince(mark, now)).toBe(since)); // prettier-ignore
});
