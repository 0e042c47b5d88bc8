import type { Seed } from '../../../../models/segment/likeness.js';
import { BehaviourVector, dimensionsOf, oldestMs } from '../../likeness/behaviour-vector.js';
import { isHeldOut } from '../../likeness/held-out.js';
import type { Everybody } from '../everybody.js';
import { AskedRules } from './asked-rules.js';

/** What a person is to a seed: of it, of the part that is held out, or somebody else. */
export type Part = 'seed' | 'heldOut' | 'other';

/** What everybody does, as vectors, and who of them a seed is. */
export class Behaviours {
  private readonly rules: AskedRules;
  private readonly vector: BehaviourVector;
  /** Of each kind of events the dimensions it adds to. */
  private readonly places: number[][] = [];

  constructor(
    private readonly seed: Seed,
    private readonly everybody: Everybody,
    private readonly now: number,
  ) {
    this.rules = new AskedRules([seed.rule], everybody, now);
    this.vector = new BehaviourVector(now);
  }

  /** Goes on after others had their turn. */
  resume(): void {
    this.rules.resume();
  }

  partOf(person: number): Part {
    if (!this.rules.isIn(person, 0)) return 'other';
    return isHeldOut(this.seed, this.everybody.people.idOf(person)) ? 'heldOut' : 'seed';
  }

  /** Good until the next person is asked for. */
  vectorOf(person: number): Float64Array {
    const { vector, now } = this;
    const { histories } = this.everybody;
    const { at, kind } = histories.blockOf(person);
    const begin = histories.beginOf(person);
    vector.begin();
    for (let place = begin + histories.lengthOf(person) - 1; place >= begin; place--) {
      const when = at[place] ?? 0;
      if (when < now - oldestMs) break;
      vector.add(when, this.placesOf(kind[place] ?? 0));
    }
    vector.end();
    return vector.values;
  }

  private placesOf(kind: number): readonly number[] {
    return (this.places[kind] ??= dimensionsOf(this.everybody.kinds.at(kind)));
  }
}
