import { isBeyondChance } from './beyond-chance.js';

describe('a difference beyond chance', () => {
  it.each([
    // z = 2.59 and 2.38, by hand.
    [{ some: 61, of: 100 }, { some: 426, of: 900 }, true],
    [{ some: 60, of: 100 }, { some: 427, of: 900 }, false],
    [{ some: 1, of: 100 }, { some: 100, of: 900 }, true],
    [{ some: 50, of: 100 }, { some: 450, of: 900 }, false],
  ])('%j and %j: %p', (one, other, expected) => {
    expect(isBeyondChance(one, other)).toBe(expected);
    expect(isBeyondChance(other, one)).toBe(expected);
  });

  it('is never found among few, nor where all are alike', () => {
    expect(isBeyondChance({ some: 29, of: 29 }, { some: 0, of: 1_000 })).toBe(false);
    expect(isBeyondChance({ some: 1_000, of: 1_000 }, { some: 0, of: 0 })).toBe(false);
    expect(isBeyondChance({ some: 50, of: 50 }, { some: 50, of: 50 })).toBe(false);
    expect(isBeyondChance({ some: 0, of: 50 }, { some: 0, of: 50 })).toBe(false);
  });
});
