import fc from 'fast-check';
import type { Formula } from './atoms.js';
import { wordBits } from './slots.js';
import { Verdicts } from './verdicts.js';

/** Three words of atoms: the first is known from the beginning, the others are found one after another. */
const words = 3;
const atoms = words * wordBits;
const anyLanes = fc.integer({ min: -(2 ** 31), max: 2 ** 31 - 1 });

const { formula: anyFormula } = fc.letrec<{ formula: Formula }>((tie) => ({
  formula: fc.oneof(
    { depthSize: 'small' },
    fc.record({ atom: fc.nat(atoms - 1) }),
    fc.record({ not: tie('formula') }),
    fc.record({ all: fc.array(tie('formula'), { maxLength: 4 }) }),
    fc.record({ any: fc.array(tie('formula'), { maxLength: 4 }) }),
  ),
}));

function truthOf(formula: Formula, holds: readonly number[]): number {
  if ('atom' in formula) return holds[formula.atom] ?? 0;
  if ('not' in formula) return ~truthOf(formula.not, holds);
  if ('all' in formula) return formula.all.reduce((lanes, part) => lanes & truthOf(part, holds), -1);
  return formula.any.reduce((lanes, part) => lanes | truthOf(part, holds), 0);
}

describe('verdicts', () => {
  it('come to what formulas say, though of atoms only those are found that are asked for', () => {
    const anyAtoms = fc.array(anyLanes, { minLength: atoms, maxLength: atoms });
    fc.assert(
      fc.property(fc.array(anyFormula, { maxLength: 8 }), fc.array(anyAtoms, { minLength: 1, maxLength: 3 }), anyLanes, (formulas, rows, known) => {
        const verdicts = new Verdicts(formulas, atoms);
        // One row after another: nothing of the last may be left.
        for (const holds of rows) {
          const set = (atom: number, lanes: number) => verdicts.set(atom, lanes & (holds[atom] ?? 0), lanes & ~(holds[atom] ?? 0)); // prettier-ignore
          for (let atom = 0; atom < atoms; atom++) set(atom, atom < wordBits ? -1 : known);
          verdicts.settleAll();
          for (let word = 1; word < words; word++) {
            verdicts.ask(word, -1);
            for (let atom = word * wordBits; atom < (word + 1) * wordBits; atom++) {
              const asking = verdicts.asking(atom);
              expect(asking & known).toBe(0);
              verdicts.learn(atom, asking, holds[atom] ?? 0);
            }
            verdicts.settle(word);
          }
          expect(formulas.map((_, n) => verdicts.of(n))).toEqual(formulas.map((formula) => truthOf(formula, holds)));
        }
      }), // prettier-ignore
    );
  });

  it('let nobody ask what can change nothing for them', () => {
    const [has, bought, drove] = [{ atom: 0 }, { atom: wordBits }, { atom: wordBits + 1 }];
    const verdicts = new Verdicts([{ all: [has, { any: [bought, { not: drove }] }] }], 2 * wordBits);
    verdicts.set(0, 0b0111, ~0b0111);
    verdicts.set(wordBits, 0b0001, 0);
    verdicts.set(wordBits + 1, 0, 0b0010);
    verdicts.settleAll();
    verdicts.ask(1, 0b1111);
    expect([verdicts.asking(wordBits), verdicts.asking(wordBits + 1)]).toEqual([0b0100, 0b0100]);
    verdicts.ask(1, 0b1011);
    expect([verdicts.asking(wordBits), verdicts.asking(wordBits + 1)]).toEqual([0, 0]);
  });
});
