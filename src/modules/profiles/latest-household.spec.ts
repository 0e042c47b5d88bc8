import { laterWord } from './latest-household.js';

const word = (at: number, text: string | null) => ({ at, hash: text === null ? null : Buffer.from(text) });

describe('laterWord', () => {
  it('is the later, whichever was heard first', () => {
    const [early, late] = [word(1, 'z'), word(2, null)];
    expect(laterWord(early, late)).toBe(late);
    expect(laterWord(late, early)).toBe(late);
  });

  it('does not depend on the order of two of one instant', () => {
    const [one, other, left] = [word(1, 'a'), word(1, 'b'), word(1, null)];
    expect([laterWord(one, other), laterWord(other, one)]).toEqual([other, other]);
    expect([laterWord(one, left), laterWord(left, one)]).toEqual([one, one]);
  });
});
