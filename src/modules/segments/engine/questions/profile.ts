import type { QuestionOf } from '../../../../models/segment/audience-question.js';
import { cityTraits } from '../../../../models/segment/insight.js';
import { rulesIn, stageQuestions } from '../../questions/asked-of.js';
import type { Everybody } from '../everybody.js';
import { AskedRules } from './asked-rules.js';
import { RecentTally } from './recent-tally.js';
import { slices } from './slices.js';
import { StageTally } from './stage-tally.js';
import { Cells, type Group, type Tally } from './tally.js';
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
  const groupOf = groupsBy(rules, question.comparedWith === null);
  const tallies: Tally[] = [
    ...question.traits.map((trait) => new TraitTally('ATTRIBUTE', trait, [trait], facts)),
    new TraitTally('CITY', null, cityTraits, facts),
    new StageTally((outcome) => rules.rulesOf(outcome), asked.length - stageQuestions.length),
    new RecentTally(everybody, now),
  ];
  const sizes = new Cells();
  let lookedAt = 0;
  for (const slice of slices(people, most)) {
    const { from, to, isLast } = slice;
    rules.resume(slice);
    for (const tally of tallies) tally.resume?.();
    for (let person = from; person < to; person++) {
      if (!people.has(person)) continue;
      lookedAt++;
      const outcome = rules.outcomeOf(person);
      const group = groupOf(outcome);
      if (group === 0) continue;
      sizes.add(0, group);
      for (const tally of tallies) tally.add(person, outcome, group);
    }
    if (!isLast) yield null;
  }
  const dimensions = tallies.flatMap((tally) => tally.told());
  yield {
    answer: { kind: 'profile', people: lookedAt, counts: sizes.of(0), dimensions },
    isExact: true,
  };
}

/** In which of the two people of an outcome are; what was asked is remembered. */
function groupsBy(rules: AskedRules, isEverybody: boolean): (outcome: number) => Group {
  const known: Group[] = [];
  return (outcome) =>
    (known[outcome] ??= (rules.isIn(outcome, 0) ? 1 : 0) | (isEverybody || rules.isIn(outcome, 1) ? 2 : 0));
}
