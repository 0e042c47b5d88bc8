import type { Formula } from './atoms.js';
import { Gates, literalOf, opposite, type Gate } from './gates.js';
import { wordBits } from './slots.js';

/** What is worked out of one word of atoms, as numbers in a row: each gate that depends on any of them. */
interface Course {
  /** From the atoms up: the literal of a gate, behind how many places its inputs end, and these. */
  readonly up: Int32Array;
  /** From the formulas down: the same, of inputs only those that depend on them, as nodes. */
  readonly down: Int32Array;
  /** Literals of the formulas that do. */
  readonly roots: Int32Array;
}

const nowhere: Course = { up: new Int32Array(0), down: new Int32Array(0), roots: new Int32Array(0) };

/**
 * What is sure of the people of a row while atoms are still being found, and what is still worth finding: who is already in or out
 * of all rules that ask something asks it no more. Lanes of a row are worked out at once, bit by bit.
 *
 * Of each node there are two words: of whom it surely holds, and of whom it surely does not; who is in neither is open.
 */
export class Verdicts {
  /** By literal: of whom it surely holds. */
  private readonly surely: Int32Array;
  /** By node: who asks. */
  private readonly asked: Int32Array;
  private readonly roots: Int32Array;
  private readonly whole: Course;
  private readonly courses: readonly Course[];

  /** @param atoms how many there are, in words of 32: formulas stand over them */
  constructor(formulas: readonly Formula[], atoms: number) {
    const gates = new Gates(formulas, atoms);
    this.surely = new Int32Array(2 * gates.nodes);
    this.asked = new Int32Array(gates.nodes);
    this.roots = Int32Array.from(gates.roots);
    const all = Array.from({ length: gates.nodes }, () => true);
    this.whole = courseOf(gates, all);
    this.courses = Array.from({ length: Math.ceil(atoms / wordBits) }, (_, word) =>
      courseOf(gates, dependingOn(gates, word)),
    );
  }

  /** Of whom an atom surely holds, and of whom it surely does not, in the place of what was known. */
  set(atom: number, holds: number, fails: number): void {
    const literal = literalOf(atom);
    this.surely[literal] = holds;
    this.surely[opposite(literal)] = fails;
  }

  /** Of so many more it is known now whether an atom holds. */
  learn(atom: number, known: number, holds: number): void {
    const literal = literalOf(atom);
    const other = opposite(literal);
    this.surely[literal] = (this.surely[literal] ?? 0) | (known & holds);
    this.surely[other] = (this.surely[other] ?? 0) | (known & ~holds);
  }

  /** What follows for everything of all atoms that were set. */
  settleAll(): void {
    settle(this.whole.up, this.surely);
  }

  /** What follows of the atoms of a word. */
  settle(word: number): void {
    settle((this.courses[word] ?? nowhere).up, this.surely);
  }

  /** Asks for the atoms of a word on behalf of these people, as far as it is still open what they are in. */
  ask(word: number, lanes: number): void {
    const { asked, surely } = this;
    const { down, roots } = this.courses[word] ?? nowhere;
    asked.fill(0, word * wordBits, (word + 1) * wordBits);
    for (let n = 0; n < roots.length; n++) {
      const root = (roots[n] ?? 0) >> 1;
      asked[root] = lanes;
    }
    for (let n = 0; n < down.length;) {
      const gate = down[n] ?? 0;
      const end = down[n + 1] ?? 0;
      const open = (asked[gate >> 1] ?? 0) & ~((surely[gate] ?? 0) | (surely[gate | 1] ?? 0));
      asked[gate >> 1] = 0;
      n += 2;
      if (open === 0) n = end;
      for (; n < end; n++) {
        const input = down[n] ?? 0;
        asked[input] = (asked[input] ?? 0) | open;
      }
    }
  }

  /** Who asks for an atom of the word that was asked for last, as it is open for them whether it holds. */
  asking(atom: number): number {
    const literal = literalOf(atom);
    return (this.asked[atom] ?? 0) & ~((this.surely[literal] ?? 0) | (this.surely[literal | 1] ?? 0));
  }

  /** Of whom a formula surely holds. */
  of(formula: number): number {
    return this.surely[this.roots[formula] ?? 0] ?? 0;
  }
}

/** From the inputs of gates to the gates. */
function settle(up: Int32Array, surely: Int32Array): void {
  for (let n = 0; n < up.length;) {
    const gate = up[n] ?? 0;
    const end = up[n + 1] ?? 0;
    let holds = -1;
    let fails = 0;
    for (n += 2; n < end; n++) {
      const literal = up[n] ?? 0;
      holds &= surely[literal] ?? 0;
      fails |= surely[literal ^ 1] ?? 0;
    }
    surely[gate] = holds;
    surely[gate | 1] = fails;
  }
}

/** By node: whether it depends on an atom of a word. */
function dependingOn({ list, nodes }: Gates, word: number): boolean[] {
  const depends = Array.from({ length: nodes }, (_, node) => node >> 5 === word);
  for (const { node, inputs } of list) depends[node] = inputs.some((literal) => depends[literal >> 1]);
  return depends;
}

function courseOf({ list, roots }: Gates, isMeant: readonly (boolean | undefined)[]): Course {
  const meant = list.filter(({ node }) => isMeant[node]);
  return {
    up: written(meant, (literal) => [literal]),
    down: written(meant.toReversed(), (literal) => (isMeant[literal >> 1] ? [literal >> 1] : [])),
    roots: Int32Array.from(new Set(roots.filter((literal) => isMeant[literal >> 1]))),
  };
}

function written(gates: readonly Gate[], entriesOf: (literal: number) => readonly number[]): Int32Array {
  const numbers: number[] = [];
  for (const { node, inputs } of gates) {
    const entries = inputs.flatMap(entriesOf);
    numbers.push(literalOf(node), numbers.length + 2 + entries.length, ...entries);
  }
  return Int32Array.from(numbers);
}
