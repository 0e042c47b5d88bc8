import type { Rule } from '../../../../models/segment/rule.js';
import { mostNamed } from '../../../../models/segment/shard-answer.js';
import type { Everybody } from '../everybody.js';
import { Sample, sampleSize } from '../sample.js';
import { AskedRules } from './asked-rules.js';
import { slices } from './slices.js';
import type { Counting, Told } from './told.js';

/** Whom a rule reaches: where there are many, first by a sample spread over everybody; then by everybody. */
export function* reach(rule: Rule, everybody: Everybody, now: number, most: number): Counting {
  const { people } = everybody;
  const rules = new AskedRules([rule], everybody, now);
  if (people.size > sampleSize) yield bySample(rules, everybody);
  const profileIds: string[] = [];
  let size = 0;
  let lookedAt = 0;
  for (const slice of slices(people, most)) {
    const { from, to, isLast } = slice;
    rules.resume(slice);
    for (let person = from; person < to; person++) {
      if (!people.has(person)) continue;
      lookedAt++;
      if (!rules.isIn(rules.outcomeOf(person), 0)) continue;
      if (size++ < mostNamed) profileIds.push(people.idOf(person));
    }
    if (!isLast) yield null;
  }
  yield { answer: { kind: 'reach', size, error: 0, people: lookedAt, profileIds }, isExact: true };
}

function bySample(rules: AskedRules, { people }: Everybody): Told {
  const sample = new Sample(people.living);
  const step = Math.floor(people.size / sampleSize);
  for (let person = 0; person < people.size; person += step)
    if (people.has(person)) sample.add(rules.isIn(rules.outcomeOf(person), 0));
  const answer = { kind: 'reach' as const, ...sample.estimate, people: people.living, profileIds: [] };
  return { answer, isExact: false };
}
