import type { EventFacts } from '../meaning/deed-fits.js';
import { Families } from './families.js';

/**
 * What events are, apart from when they happened and to whom: each distinct kind once. A history is then a list of times
 * and numbers of kinds, and what a rule asks of an event is answered once a kind, not once an event.
 */
export class Kinds {
  /** By type, by name, and by the rest as a text. */
  private readonly numbers = new Map<string, Map<string, Map<string, number>>>();
  readonly families = new Families();
  private readonly list: EventFacts[] = [];

  /** The number of a kind; kinds are numbered as they are first met. */
  of(facts: EventFacts): number {
    const { type, name, vehicle, properties } = facts;
    const named = within(within(this.numbers, type), name);
    const rest = vehicle || properties ? JSON.stringify([vehicle, properties]) : '';
    const known = named.get(rest);
    if (known !== undefined) return known;
    named.set(rest, this.list.length);
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

function within<V>(outer: Map<string, Map<string, V>>, key: string): Map<string, V> {
  let inner = outer.get(key);
  if (!inner) outer.set(key, (inner = new Map<string, V>()));
  return inner;
}
