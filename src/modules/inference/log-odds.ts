/** Probabilities are kept this far from 0 and 1: nothing in this trade is certain, and log-odds stay finite. */
const leastDoubt = 1e-6;

/** The probability of some log-odds. */
export function toProbability(logOdds: number): number {
  return 1 / (1 + Math.exp(-logOdds));
}

/** Log-odds of a probability, finite also for 0 and 1. */
export function toLogOdds(probability: number): number {
  const held = Math.min(Math.max(probability, leastDoubt), 1 - leastDoubt);
  return Math.log(held / (1 - held));
}
