import type { Direction } from '../../../models/segment/likeness.js';
import type { LookalikeSign } from '../../../models/segment/lookalike-findings.js';
import { partsOf, type Answered } from '../questions/answered.js';
import { byLikeness, type Scored } from './by-likeness.js';
import { dimensions } from './dimensions.js';
import { contributionsOf } from './discriminant.js';
import { Moments } from './moments.js';
import { ScoreHistogram } from './score-histogram.js';

/** Most that is said of what tells a seed from everybody. */
const mostSigns = 8;
/** A sign that adds less says nothing, in standard deviations. */
const weakest = 0.01;

/** How a seed and everybody behave, whatever shard they are in. */
export function behaviourIn(answered: Answered): { ofSeed: Moments; ofAll: Moments; heldOut: number } {
  const ofSeed = new Moments(dimensions.length);
  const ofAll = new Moments(dimensions.length);
  let heldOut = 0;
  for (const { answer } of partsOf(answered, 'behaviour')) {
    ofSeed.addAll(Moments.from(dimensions.length, answer.seed));
    ofAll.addAll(Moments.from(dimensions.length, answer.everybody));
    heldOut += answer.heldOut;
  }
  return { ofSeed, ofAll, heldOut };
}

/** Where everybody lies. */
export function histogramIn(answered: Answered): ScoreHistogram {
  const histogram = new ScoreHistogram();
  for (const { answer } of partsOf(answered, 'alike'))
    histogram.addAll(ScoreHistogram.from(answer.histogram));
  return histogram;
}

/** The most alike of all shards, the most alike first: the same each time. */
export function bestIn(answered: Answered, most: number): Scored[] {
  return partsOf(answered, 'likest')
    .flatMap(({ answer }) => answer.people)
    .sort(byLikeness)
    .slice(0, most);
}

/** What a seed does more than everybody that tells them apart, the strongest first. What it does less has no words of its own. */
export function signsOf(direction: Direction, seed: Moments): LookalikeSign[] {
  const mean = seed.mean();
  return contributionsOf(direction, seed)
    .map((weight, place) => ({ what: dimensions[place] ?? '', weight, place }))
    .filter(({ weight, place }) => weight >= weakest && (mean[place] ?? 0) > (direction.mean[place] ?? 0))
    .map(({ what, weight }) => ({ what, weight }))
    .sort((one, other) => other.weight - one.weight)
    .slice(0, mostSigns);
}
