import type { Rule } from '../../../../models/segment/rule.js';
import type { Everybody } from '../everybody.js';
import { AskedRules } from './asked-rules.js';
import { slices } from './slices.js';
import type { Counting } from './told.js';

/** How many each of several rules reaches, in one walk: what they ask in common is answered once. */
export function* reaches(asked: readonly Rule[], everybody: Everybody, now: number, most: number): Counting {
  const { people } = everybody;
  const rules = new AskedRules(asked, everybody, now);
  /** How many people come to each outcome. */
  const counts: number[] = [];
  for (const slice of slices(people, most)) {
    const { from, to, isLast } = slice;
    rules.resume(slice);
    for (let person = from; person < to; person++) {
      if (!people.has(person)) continue;
      const outcome = rules.outcomeOf(person);
      counts[outcome] = (counts[outcome] ?? 0) + 1;
    }
    if (!isLast) yield null;
  }
  const sizes = asked.map(() => 0);
  counts.forEach((count, outcome) => {
    for (const rule of rules.rulesOf(outcome)) sizes[rule] = (sizes[rule] ?? 0) + count;
  });
  const lookedAt = counts.reduce((sum, count) => sum + count, 0);
  yield { answer: { kind: 'reaches', sizes, people: lookedAt }, isExact: true };
}
