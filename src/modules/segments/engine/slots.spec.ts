import type { Atom } from './atoms.js';
import { slotsOf, wordBits } from './slots.js';

const count = (days: number): Atom => ({ kind: 'count', deed: { event: 'VEHICLE_VIEWED', name: String(days) }, period: { within: `P${days}D` }, need: 1 }); // prettier-ignore
const sequence = (steps: number): Atom => ({ kind: 'sequence', steps: Array.from({ length: steps }, () => ({})), noneSince: {}, period: {} }); // prettier-ignore

describe('slots', () => {
  it('of a sequence stand together in one word, however many there are before it', () => {
    for (let singles = 0; singles <= 2 * wordBits; singles++) {
      const atoms = [...Array.from({ length: singles }, (_, n) => count(n + 1)), sequence(8), sequence(5), sequence(8)]; // prettier-ignore
      const slots = slotsOf(atoms);
      const words = (atom: number) => {
        const own = slots.flatMap((slot, number) => slot.kind !== 'counter' && slot.atom === atom ? [number >> 5] : []); // prettier-ignore
        expect(own).toHaveLength(atom === singles + 1 ? 6 : 9);
        return new Set(own).size;
      };
      expect([words(singles), words(singles + 1), words(singles + 2)]).toEqual([1, 1, 1]);
    }
  });

  it('of short periods come first, so that a walk for them ends early', () => {
    const lengths = slotsOf([count(30), count(3), count(90), count(12)]).map((slot) =>
      slot.kind === 'counter' ? slot.period.within : '',
    );
    expect(lengths.filter(Boolean)).toEqual(['P3D', 'P12D', 'P30D', 'P90D']);
  });

  it('of much longer periods stand in another word: most people do not come to it', () => {
    const words = slotsOf([count(3), count(48), count(49), count(784), count(785)]).flatMap((slot, number) => slot.atom < 0 ? [] : [[slot.period.within, number >> 5]]); // prettier-ignore
    expect(words).toEqual([['P3D', 0], ['P48D', 0], ['P49D', 1], ['P784D', 1], ['P785D', 2]]); // prettier-ignore
  });
});
