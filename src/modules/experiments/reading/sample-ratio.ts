import { logGamma } from '../../platform/log-gamma.js';

/** How many an arm has, and the share it was to have. */
export interface ArmCount {
  readonly count: number;
  readonly share: number;
}

/**
 * Evidence that arms are filled otherwise than planned, as a Bayes factor that may be looked at after each person: under the
 * plan it passes 1 / α at any time with probability α at most. Dirichlet prior centred on the plan (Lindon & Malek,
 * "Anytime-Valid Inference for Multinomial Count Data", NeurIPS 2022).
 * @returns the factor's natural logarithm
 */
export function sampleRatioEvidence(arms: readonly ArmCount[]): number {
  // As much prior weight as a hundred people of each arm: an unevenness must show in more than a handful.
  const weight = 100 * arms.length;
  const people = arms.reduce((sum, { count }) => sum + count, 0);
  const evidence = arms.reduce((sum, { count, share }) => {
    const prior = weight * share;
    return sum + logGamma(prior + count) - logGamma(prior) - count * Math.log(share);
  }, 0);
  return evidence + logGamma(weight) - logGamma(weight + people);
}

/** A chance of one in a thousand that a sound experiment is ever called broken. */
export const brokenAt = Math.log(1_000);
