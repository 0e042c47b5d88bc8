import { explorationShare, weigher } from '../auction/draw.js';

/** What ranking by some scores alone would have shown first. */
export interface RankingPolicy {
  /** Probability of each candidate, in their order; adds up to 1. */
  readonly chances: readonly number[];
}

/**
 * Ranking by worth alone, with the house's exploration and without money, campaigns' turns or diversity: equals share the best
 * place. Two versions are held against each other by what each would have done so.
 * @param values what each candidate is worth; at least one
 */
export function rankingPolicy(values: readonly number[]): RankingPolicy {
  const best = Math.max(...values);
  const equals = values.filter((value) => value === best).length;
  const weigh = weigher(values.map((value) => ({ value })));
  const weights = values.map(weigh);
  const total = weights.reduce((sum, weight) => sum + weight, 0);
  const chances = values.map((value, place) => (explorationShare * (weights[place] ?? 0)) / total + (value === best ? (1 - explorationShare) / equals : 0)); // prettier-ignore
  return { chances };
}

/** What a policy is foretold to bring: the mean of `rewards` over its choices. */
export function foretoldOf({ chances }: RankingPolicy, rewards: readonly number[]): number {
  return chances.reduce((sum, chance, place) => sum + chance * (rewards[place] ?? 0), 0);
}
