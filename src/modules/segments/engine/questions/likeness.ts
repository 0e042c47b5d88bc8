import type { QuestionOf } from '../../../../models/segment/audience-question.js';
import type { Seed } from '../../../../models/segment/likeness.js';
import { byLikeness } from '../../likeness/by-likeness.js';
import { dimensions } from '../../likeness/dimensions.js';
import { scoreOf } from '../../likeness/discriminant.js';
import { Moments } from '../../likeness/moments.js';
import { ScoreHistogram, stepOf } from '../../likeness/score-histogram.js';
import type { Everybody } from '../everybody.js';
import { Behaviours, type Part } from './behaviours.js';
import { slices } from './slices.js';
import type { Counting } from './told.js';

/** How the vectors of a seed lie, and those of everybody. */
export function* behaviour(seed: Seed, everybody: Everybody, now: number, most: number): Counting {
  const ofSeed = new Moments(dimensions.length);
  const ofAll = new Moments(dimensions.length);
  let heldOut = 0;
  yield* visited(seed, everybody, now, most, (_person, part, vector) => {
    ofAll.add(vector);
    if (part === 'seed') ofSeed.add(vector);
    if (part === 'heldOut') heldOut++;
  });
  const answer = { kind: 'behaviour' as const, seed: ofSeed.toData(), everybody: ofAll.toData(), heldOut };
  yield { answer, isExact: true };
}

/** Where everybody who nothing was learnt from lies along a direction. */
export function* alike(
  { seed, direction }: QuestionOf<'alike'>,
  everybody: Everybody,
  now: number,
  most: number,
): Counting {
  const histogram = new ScoreHistogram();
  yield* visited(seed, everybody, now, most, (_person, part, vector) => {
    if (part !== 'seed') histogram.add(scoreOf(direction, vector), part === 'heldOut');
  });
  yield { answer: { kind: 'alike', histogram: histogram.toData() }, isExact: true };
}

/** Those outside of a seed who lie furthest along a direction. */
export function* likest(
  { seed, direction, fromStep, most: wanted }: QuestionOf<'likest'>,
  everybody: Everybody,
  now: number,
  most: number,
): Counting {
  const people: [string, number][] = [];
  yield* visited(seed, everybody, now, most, (person, part, vector) => {
    if (part !== 'other') return;
    const score = scoreOf(direction, vector);
    if (stepOf(score) >= fromStep) people.push([everybody.people.idOf(person), score]);
  });
  const best = people.sort(byLikeness).slice(0, wanted);
  yield { answer: { kind: 'likest', people: best }, isExact: true };
}

/** Shows everybody, one at a time, and what they are to the seed; the vector is good until the next. */
function* visited(
  seed: Seed,
  everybody: Everybody,
  now: number,
  most: number,
  visit: (person: number, part: Part, vector: Float64Array) => void,
): Counting {
  const { people } = everybody;
  const behaviours = new Behaviours(seed, everybody, now);
  for (const { from, to, isLast } of slices(people, most)) {
    behaviours.resume();
    for (let person = from; person < to; person++)
      if (people.has(person)) visit(person, behaviours.partOf(person), behaviours.vectorOf(person));
    if (!isLast) yield null;
  }
}
