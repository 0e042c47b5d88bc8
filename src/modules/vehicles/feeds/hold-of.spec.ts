import fc from 'fast-check';
import { holdOf, type ReadFeed } from './hold-of.js';

const fine: ReadFeed = { taken: 80, unreadable: 0, leaving: 20, held: 100, dealers: [], mostLeavingPercent: 30, isOvertaken: false }; // prettier-ignore

describe('a full feed is held back', () => {
  it.each([
    [{}, null],
    [{ leaving: 30 }, null],
    [{ leaving: 31 }, 'TOO_MANY_LEAVING'],
    [{ leaving: 31, mostLeavingPercent: 40 }, null],
    [{ taken: 0, leaving: 100 }, 'EMPTY'],
    [{ taken: 0, leaving: 100, mostLeavingPercent: 100 }, 'EMPTY'],
    [{ taken: 0, leaving: 0, held: 0 }, null],
    [{ unreadable: 1 }, 'UNREADABLE_ROWS'],
    [{ unreadable: 1, leaving: 0 }, null],
    [{ isOvertaken: true }, 'OVERTAKEN'],
    [{ dealers: [{ leaving: 19, held: 20 }, { leaving: 1, held: 80 }] }, 'TOO_MANY_LEAVING'],
    [{ dealers: [{ leaving: 6, held: 20 }] }, null],
    [{ dealers: [{ leaving: 5, held: 5 }] }, null],
    [{ dealers: [{ leaving: 6, held: 6 }], mostLeavingPercent: 100 }, null],
  ] as const)('or not: %o gives %s', (facts, hold) => expect(holdOf({ ...fine, ...facts })).toBe(hold)); // prettier-ignore

  it('never lets more go than it may, and never holds back one that takes nobody', () => {
    const read = fc.record({
      taken: fc.nat(9),
      unreadable: fc.nat(2),
      leaving: fc.nat(200),
      held: fc.nat(200),
      dealers: fc.array(fc.record({ leaving: fc.nat(50), held: fc.nat(50) }), { maxLength: 4 }),
      mostLeavingPercent: fc.integer({ min: 0, max: 100 }),
      isOvertaken: fc.boolean(),
    });
    fc.assert(
      fc.property(read, (each) => {
        if (holdOf(each) !== null) return each.leaving > 0;
        const share = each.mostLeavingPercent / 100 + 1e-9;
        const isSound = each.dealers.every(({ leaving, held }) => leaving <= 5 || leaving / held <= share);
        return each.leaving === 0 || (each.taken > 0 && each.leaving / each.held <= share && isSound);
      }),
    );
  });
});
