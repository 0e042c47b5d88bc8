import type { Formula } from './atoms.js';

/** That what a node says holds, … */
export function literalOf(node: number): number {
  return node << 1;
}

/** … and that the opposite of a literal does. */
export function opposite(literal: number): number {
  return literal ^ 1;
}

/** A node that says that all of its inputs hold. */
export interface Gate {
  readonly node: number;
  /** Literals. */
  readonly inputs: readonly number[];
}

/**
 * Formulas as a net in which everything stands once: the first nodes are atoms, each other is a gate, _all of these_, over literals,
 * a literal being a node or its opposite (an and-inverter graph, as circuits are written: Kuehlmann and others, 2002). _Any_ is the
 * opposite of _all are opposite_. Inputs of a gate have lower numbers than it.
 */
export class Gates {
  /** Those that formulas come to, inputs first. */
  readonly list: readonly Gate[];
  /** By formula: its literal. */
  readonly roots: readonly number[];
  private readonly all: Gate[] = [];
  private readonly known = new Map<string, number>();

  /** @param atoms how many there are: the nodes below this number */
  constructor(
    formulas: readonly Formula[],
    private readonly atoms: number,
  ) {
    this.roots = formulas.map((formula) => this.of(formula));
    const used = new Set(this.roots.map((literal) => literal >> 1));
    for (const { node, inputs } of this.all.toReversed())
      if (used.has(node)) for (const literal of inputs) used.add(literal >> 1);
    this.list = this.all.filter(({ node }) => used.has(node));
  }

  /** How many nodes there are. */
  get nodes(): number {
    return this.atoms + this.all.length;
  }

  private of(formula: Formula): number {
    if ('atom' in formula) return literalOf(formula.atom);
    if ('not' in formula) return opposite(this.of(formula.not));
    if ('all' in formula) return this.gate(formula.all.map((part) => this.of(part)));
    return opposite(this.gate(formula.any.map((part) => opposite(this.of(part)))));
  }

  private gate(literals: readonly number[]): number {
    const parts = literals.flatMap((literal) => this.partsOf(literal));
    const inputs = [...new Set(parts)].sort((one, other) => one - other);
    const [only] = inputs;
    if (inputs.length === 1 && only !== undefined) return only;
    const key = inputs.join(' ');
    const known = this.known.get(key);
    if (known !== undefined) return known;
    const node = this.nodes;
    this.known.set(key, literalOf(node));
    this.all.push({ node, inputs });
    return literalOf(node);
  }

  /** All of all of these is all of them. */
  private partsOf(literal: number): readonly number[] {
    const gate = (literal & 1) === 0 ? this.all[(literal >> 1) - this.atoms] : undefined;
    return gate?.inputs ?? [literal];
  }
}
