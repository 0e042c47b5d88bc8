import { pauseAskedFor } from './retry-after.js';

const now = Date.parse('2026-11-26T12:00:00Z');

describe('the pause a receiver asks for', () => {
  it.each([
    ['120', 120_000],
    [' 0 ', 0],
    ['Thu, 26 Nov 2026 12:00:30 GMT', 30_000],
    ['Thu, 26 Nov 2026 11:00:00 GMT', 0],
    ['999999999', 86_400_000],
    ['soon', null],
    ['', null],
    [undefined, null],
  ])('%j', (header, pause) => expect(pauseAskedFor(header, now)).toBe(pause));
});
