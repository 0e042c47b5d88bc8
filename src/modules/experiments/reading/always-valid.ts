import type { Estimate } from './moments.js';

/** Lift of an arm over the control as a share: 0.04 is 4 % more. */
export interface Lift {
  readonly from: number;
  readonly best: number;
  readonly to: number;
}

/**
 * An interval for the lift that may be looked at as often as one likes: with probability 1 - α it holds the truth at every
 * look at once, so stopping when it leaves 0 out is sound. The normal mixture of Robbins (1970) as A/B tests use it (Johari,
 * Koomen, Pekelis & Walsh, "Always Valid Inference", Operations Research 2022), on the logarithm of the ratio of means, whose
 * variance follows by the delta method; good from some hundred people an arm.
 * @param expected the lift the experiment was planned to find: intervals are narrowest about it, valid whatever it is
 * @returns null while a mean is not above 0, or nothing varies
 */
export function liftOf(control: Estimate, arm: Estimate, alpha: number, expected: number): Lift | null {
  if (!(control.mean > 0 && arm.mean > 0)) return null;
  const variance = relative(control) + relative(arm);
  if (!(variance > 0)) return null;
  const mixture = Math.log1p(expected) ** 2;
  const ratio = (variance + mixture) / mixture;
  const half = Math.sqrt(2 * variance * ratio * Math.log(Math.sqrt((variance + mixture) / variance) / alpha));
  const best = Math.log(arm.mean / control.mean);
  return { from: Math.expm1(best - half), best: Math.expm1(best), to: Math.expm1(best + half) };
}

/** Variance of the logarithm of a mean. */
function relative({ people, mean, variance }: Estimate): number {
  return variance / people / (mean * mean);
}
