import { chiSquaredBound } from './chi-squared.js';
import type { Group } from './groups.js';

/** As if this much of a row lay in each group more: an empty one would make the index endless. */
const prior = 0.5;

/**
 * Population stability index: the sum over groups of (now - before) · ln(now / before), of their shares. 0 where both are spread
 * alike; the same whichever of the two comes first, and in whatever order groups stand.
 */
export function psiOf(groups: readonly Pick<Group, 'before' | 'now'>[]): number {
  const size = (side: 'before' | 'now') => groups.reduce((sum, group) => sum + group[side] + prior, 0);
  const [before, now] = [size('before'), size('now')];
  return groups.reduce((sum, group) => {
    const [was, is] = [(group.before + prior) / before, (group.now + prior) / now];
    return sum + (is - was) * Math.log(is / was);
  }, 0);
}

/** What two samples are worth together: half of either where both are alike. */
export function effectiveSize(before: number, now: number): number {
  return before > 0 && now > 0 ? 1 / (1 / before + 1 / now) : 0;
}

/**
 * What the index stays below by chance alone, but for `alpha`: without drift, index times effective size is about chi-squared, with a
 * degree less than there are groups (Yurdakul & Naranjo, "Statistical properties of the population stability index", Journal of Risk
 * Model Validation 2020). `scatter` is how much more days differ than independent rows would.
 */
export function psiByChance(groups: readonly Group[], scatter: number, alpha: number): number {
  if (groups.length < 2) return 0;
  const [before, now] = [groups.reduce((sum, group) => sum + group.before, 0), groups.reduce((sum, group) => sum + group.now, 0)]; // prettier-ignore
  return (scatter * chiSquaredBound(alpha, groups.length - 1)) / effectiveSize(before, now);
}
