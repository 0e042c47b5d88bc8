import type { Rule } from '../../../../models/segment/rule.js';
import { mostNamed } from '../../../../models/segment/shard-answer.js';
import type { Everybody } from '../everybody.js';
import { countLanes, firstLane, rowOf, rowSize } from '../row.js';
import { Sample, sampleSize } from '../sample.js';
import { AskedRules } from './asked-rules.js';
import { slices } from './slices.js';
import type { Counting, Told } from './told.js';

/** Whom a rule reaches: where there are many, first by a sample spread over everybody; then by everybody. */
export function* reach(rule: Rule, everybody: Everybody, now: number, most: number): Counting {
  const { people } = everybody;
  const rules = new AskedRules([rule], everybody, now);
  if (people.size > 2 * sampleSize) yield bySample(rules, everybody);
  const profileIds: string[] = [];
  let size = 0;
  let lookedAt = 0;
  for (const { from, to, isLast } of slices(people, most)) {
    rules.resume();
    for (let row = rowOf(from); row < rowOf(to); row++) {
      lookedAt += countLanes(people.livingIn(row));
      const reached = rules.of(row)[0] ?? 0;
      size += countLanes(reached);
      for (let rest = reached; rest !== 0 && profileIds.length < mostNamed; rest &= rest - 1)
        profileIds.push(people.idOf(row * rowSize + firstLane(rest)));
    }
    if (!isLast) yield null;
  }
  yield { answer: { kind: 'reach', size, error: 0, people: lookedAt, profileIds }, isExact: true };
}

function bySample(rules: AskedRules, { people }: Everybody): Told {
  const sample = new Sample(people.living);
  const rows = rowOf(people.size);
  const step = Math.floor((rows * rowSize) / sampleSize);
  for (let row = 0; row < rows; row += step)
    sample.add(countLanes(people.livingIn(row)), countLanes(rules.of(row)[0] ?? 0));
  const answer = { kind: 'reach' as const, ...sample.estimate, people: people.living, profileIds: [] };
  return { answer, isExact: false };
}
