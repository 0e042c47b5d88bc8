import type { Rule } from '../../../../models/segment/rule.js';
import type { Everybody } from '../everybody.js';
import { countLanes, rowOf } from '../row.js';
import { AskedRules } from './asked-rules.js';
import { slices } from './slices.js';
import type { Counting } from './told.js';

/** How many each of several rules reaches, in one walk: what they ask in common is answered once. */
export function* reaches(asked: readonly Rule[], everybody: Everybody, now: number, most: number): Counting {
  const { people } = everybody;
  const rules = new AskedRules(asked, everybody, now);
  const sizes = asked.map(() => 0);
  let lookedAt = 0;
  for (const { from, to, isLast } of slices(people, most)) {
    rules.resume();
    for (let row = rowOf(from); row < rowOf(to); row++) {
      lookedAt += countLanes(people.livingIn(row));
      rules.of(row).forEach((lanes, rule) => (sizes[rule] = (sizes[rule] ?? 0) + countLanes(lanes)));
    }
    if (!isLast) yield null;
  }
  yield { answer: { kind: 'reaches', sizes, people: lookedAt }, isExact: true };
}
