import fc from 'fast-check';
import { countLanes, firstLane, rowSize, turn } from './row.js';

const anyWord = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });
const bits = (word: number) => Array.from({ length: rowSize }, (_, bit) => (word >>> bit) & 1);

describe('a row', () => {
  it('is turned so that each bit of each word stands at the other place', () => {
    const anySquare = fc.array(anyWord, { minLength: 96, maxLength: 96 });
    fc.assert(
      fc.property(anySquare, fc.integer({ min: 0, max: 32 }), fc.option(fc.nat(31)), (before, used, lane) => {
        const words = Int32Array.from(before);
        const lanes = lane === null ? -1 : 1 << lane;
        turn(words, 32, used, lanes);
        const square = before.slice(32, 64).map(bits);
        for (let bit = 0; bit < used; bit++) {
          const expected = square.map((word, n) => (lane === null || n === lane ? word[bit] : 0));
          expect(bits(words[32 + bit] ?? 0)).toEqual(expected);
        }
        expect([...words.subarray(0, 32), ...words.subarray(64)]).toEqual([...before.slice(0, 32), ...before.slice(64)]); // prettier-ignore
      }),
    );
  });

  it('counts lanes and finds the lowest', () => {
    fc.assert(
      fc.property(anyWord, (word) => {
        expect(countLanes(word)).toBe(bits(word).filter(Boolean).length);
        if (word !== 0) expect(firstLane(word)).toBe(bits(word).indexOf(1));
      }),
    );
  });
});
