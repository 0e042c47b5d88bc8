import type { QuestionOf } from '../../../../models/segment/audience-question.js';
import { cityTraits } from '../../../../models/segment/insight.js';
import { rulesIn, stageQuestions } from '../../questions/asked-of.js';
import type { Everybody } from '../everybody.js';
import { AskedRules } from './asked-rules.js';
import { RecentTally } from './recent-tally.js';
import { slices } from './slices.js';
import { StageTally } from './stage-tally.js';
import { Cells, type Tally } from './tally.js';
import type { Counting } from './told.js';
import { TraitTally } from './trait-tally.js';

/** How two audiences differ: how many of either are how. Whoever is in neither is not looked at further. */
export function* profile(
  question: QuestionOf<'profile'>,
  everybody: Everybody,
  now: number,
  most: number,
): Counting {
  const { people, facts } = everybody;
  const asked = rulesIn(question);
  const rules = new AskedRules(asked, everybody, now);
  const isEverybody = question.comparedWith === null;
  const tallies: Tally[] = [
    ...question.traits.map((trait) => new TraitTally('ATTRIBUTE', trait, [trait], facts)),
    new TraitTally('CITY', null, cityTraits, facts),
    new StageTally((person, rule) => rules.isIn(person, rule), asked.length - stageQuestions.length),
    new RecentTally(everybody, now),
  ];
  const sizes = new Cells();
  let lookedAt = 0;
  for (const { from, to, isLast } of slices(people, most)) {
    rules.resume();
    for (const tally of tallies) tally.resume?.();
    for (let person = from; person < to; person++) {
      if (!people.has(person)) continue;
      lookedAt++;
      const group = (rules.isIn(person, 0) ? 1 : 0) | (isEverybody || rules.isIn(person, 1) ? 2 : 0);
      if (group === 0) continue;
      sizes.add(0, group);
      for (const tally of tallies) tally.add(person, group);
    }
    if (!isLast) yield null;
  }
  const dimensions = tallies.flatMap((tally) => tally.told());
  yield {
    answer: { kind: 'profile', people: lookedAt, counts: sizes.of(0), dimensions },
    isExact: true,
  };
}
