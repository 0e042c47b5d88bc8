import type { EventFacts } from '../meaning/deed-fits.js';
import { Families } from './families.js';

/** Kinds that are told apart: as many as one of V8's maps takes. Their memory is used up long before, at some 500 bytes each. */
const mostKinds = 2 ** 24;

/**
 * What events are, apart from when they happened and to whom: each distinct kind once. A history is then a list of times
 * and numbers of kinds, and what a rule asks of an event is answered once a kind, not once an event.
 */
export class Kinds {
  /** By type, by name, and by the rest as a text. */
  private readonly numbers = new Map<string, Map<string, Map<string, number>>>();
  readonly families = new Families();
  private readonly list: EventFacts[] = [];

  constructor(private readonly most = mostKinds) {}

  /**
   * The number of a kind; kinds are numbered as they are first met.
   * @throws TooManyKinds and takes nothing up: whoever goes on without would be wrong about who belongs where
   */
  of(facts: EventFacts): number {
    const { type, name, vehicle, properties } = facts;
    const rest = vehicle || properties ? JSON.stringify([vehicle, properties]) : '';
    const known = this.numbers.get(type)?.get(name)?.get(rest);
    if (known !== undefined) return known;
    if (this.list.length >= this.most) throw new TooManyKinds(this.most);
    within(within(this.numbers, type), name).set(rest, this.list.length);
    this.families.learn(this.list.length, facts);
    return this.list.push(facts) - 1;
  }

  get size(): number {
    return this.list.length;
  }

  at(kind: number): EventFacts {
    const facts = this.list[kind];
    if (!facts) throw new Error(`There is no kind ${kind} among ${this.list.length}.`);
    return facts;
  }
}

/** A tenant's people in one shard did more different things than can be told apart. */
export class TooManyKinds extends Error {
  constructor(most: number) {
    super(
      `People of one tenant and shard did more than ${most} different things. Each type, name, vehicle and value of a property that ` +
        'rules ask for makes another: ask in rules for properties of few values, or begin anew with more SHARDS.',
    );
  }
}

function within<V>(outer: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = outer.get(key);
  if (!inner) outer.set(key, (inner = new Map<string, V>()));
  return inner;
}
