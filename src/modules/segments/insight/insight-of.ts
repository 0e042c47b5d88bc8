import type { InsightDimension } from '../../../models/segment/insight.js';
import { isBeyondChance } from './beyond-chance.js';
import type { Counts, ProfileSum } from './profile-sum.js';

/** Of fewer people nothing is told: they could be known by it. */
export const fewestTold = 5;
/** Values told of one dimension: those of most people … */
const mostCommon = 20;
/** … and of the others those that differ most. */
const mostTelling = 5;

/** What one value tells of an audience. */
export interface InsightValue {
  /** Null: all values that too few people have. */
  readonly value: string | null;
  readonly people: number;
  readonly share: number;
  readonly comparedShare: number;
  /** 100: as often as in the audience compared with; null: it is not there at all. */
  readonly index: number | null;
  readonly isBeyondChance: boolean;
}

/** How an audience differs from another by one thing. */
export interface InsightReport {
  readonly dimension: InsightDimension;
  readonly trait: string | null;
  readonly isTooVaried: boolean;
  readonly values: readonly InsightValue[];
}

/** What two audiences tell of each other; nothing where either is of too few people. */
export function insightOf(sum: ProfileSum): InsightReport[] {
  if (sum.inside < fewestTold || sum.compared < fewestTold) return [];
  return sum.dimensions.map(({ dimension, trait, values }) => ({
    dimension,
    trait,
    isTooVaried: values === null,
    values: values === null ? [] : toldOf(values, sum),
  }));
}

function toldOf(values: readonly (Counts & { readonly value: string })[], all: Counts): InsightValue[] {
  const isFew = ({ inside, compared }: Counts) => inside < fewestTold || (compared > 0 && compared < fewestTold); // prettier-ignore
  const told = values
    .filter((one) => !isFew(one))
    .map(({ value, ...counts }) => weighed(value, counts, all))
    .sort((one, other) => other.people - one.people || compareTexts(one.value, other.value));
  const telling = told
    .slice(mostCommon)
    .filter((one) => one.isBeyondChance)
    .sort((one, other) => (other.index ?? Infinity) - (one.index ?? Infinity))
    .slice(0, mostTelling);
  return [...told.slice(0, mostCommon), ...telling, ...others(values.filter(isFew), all)];
}

function weighed(value: string | null, { inside, compared, both }: Counts, all: Counts): InsightValue {
  const share = Math.min(1, inside / all.inside);
  const comparedShare = Math.min(1, compared / all.compared);
  return {
    value,
    people: inside,
    share,
    comparedShare,
    index: comparedShare === 0 ? null : Math.round((share / comparedShare) * 100),
    // Whoever is in both would be held against themselves.
    isBeyondChance: isBeyondChance(
      { some: inside, of: all.inside },
      { some: compared - both, of: all.compared - all.both },
    ),
  };
}

/** Values that too few people have, taken together: whoever has several of them counts for each, so nothing is tested. */
function others(values: readonly Counts[], all: Counts): InsightValue[] {
  const sum = (of: (counts: Counts) => number) => values.reduce((total, counts) => total + of(counts), 0);
  const counts = { inside: sum(({ inside }) => inside), compared: sum(({ compared }) => compared), both: 0 };
  return counts.inside === 0 ? [] : [{ ...weighed(null, counts, all), isBeyondChance: false }];
}

function compareTexts(one: string | null, other: string | null): number {
  return (one ?? '') < (other ?? '') ? -1 : 1;
}
