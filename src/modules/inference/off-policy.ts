/** One decision of the log, seen with the eyes of another policy. */
export interface LoggedChoice {
  /** What came of it: 1 for a click. */
  readonly reward: number;
  /** Probability with which it was chosen; above 0. */
  readonly propensity: number;
  /** Probability with which the judged policy would have chosen it. */
  readonly chosenBy: number;
  /** Reward a model foretells of it; 0 everywhere where there is no model. */
  readonly foretold: number;
  /** Reward the model foretells of what the judged policy would do there: the mean over its choices. */
  readonly foretoldOfPolicy: number;
}

/** A value with the interval that holds the truth 19 times of 20. */
export interface Interval {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/** What the log says a policy would have earned per decision. */
export interface PolicyEstimate {
  /** Importance weighted and normalised by the sum of weights. */
  readonly snips: Interval;
  /** Doubly robust: the model's word, corrected by what came where the policies agree. */
  readonly doublyRobust: Interval;
  /** Decisions that the estimate is worth: as many as if all weights were equal. */
  readonly effectiveSize: number;
  readonly decisions: number;
  /** Sum of rewards in the log. */
  readonly rewards: number;
}

/** Why the log cannot tell: in words for a marketer. */
export interface ThinSupport {
  readonly reason: string;
  readonly effectiveSize: number;
  readonly decisions: number;
  readonly rewards: number;
}

/** Least share of decisions that must count, and fewest rewards, before anything is said (as OBP's men's log shows what happens else). */
const leastShare = 0.05;
const fewestRewards = 100;
const deviations = 1.959963984540054;

/**
 * What another policy would have earned on logged decisions (SNIPS: Swaminathan & Joachims, NIPS 2015; doubly robust:
 * Dudík, Langford & Li, ICML 2011), or why the log cannot tell. Reads the log once and keeps sums only.
 * @throws RangeError for a propensity not above 0
 */
export function judge(log: Iterable<LoggedChoice>): PolicyEstimate | ThinSupport {
  const sums = { decisions: 0, rewards: 0, w: 0, ww: 0, wr: 0, wwr: 0, wwrr: 0, d: 0, dd: 0 };
  for (const { reward, propensity, chosenBy, foretold, foretoldOfPolicy } of log) {
    if (!(propensity > 0)) throw new RangeError(`A logged choice has a propensity of ${propensity}; it must be above 0.`); // prettier-ignore
    const weight = chosenBy / propensity;
    const corrected = foretoldOfPolicy + weight * (reward - foretold);
    sums.decisions++;
    sums.rewards += reward;
    sums.w += weight;
    sums.ww += weight * weight;
    sums.wr += weight * reward;
    sums.wwr += weight * weight * reward;
    sums.wwrr += (weight * reward) ** 2;
    sums.d += corrected;
    sums.dd += corrected * corrected;
  }
  const { decisions, rewards, w, ww } = sums;
  const effectiveSize = ww > 0 ? (w * w) / ww : 0;
  const reason = thinness(decisions, rewards, effectiveSize);
  if (reason !== null) return { reason, effectiveSize, decisions, rewards };
  const snips = sums.wr / w;
  // Delta method: the mean of w (r - value), over the mean of w.
  const residuals = sums.wwrr - 2 * snips * sums.wwr + snips * snips * ww;
  const mean = sums.d / decisions;
  const variance = Math.max(0, sums.dd / decisions - mean * mean) / decisions;
  return {
    snips: interval(snips, Math.sqrt(Math.max(0, residuals)) / w),
    doublyRobust: interval(mean, Math.sqrt(variance)),
    ...{ effectiveSize, decisions, rewards },
  };
}

function thinness(decisions: number, rewards: number, effectiveSize: number): string | null {
  if (effectiveSize < leastShare * decisions || decisions === 0)
    return `Of ${decisions} logged decisions only ${Math.floor(effectiveSize)} count: the policy that ran hardly ever chose what the other would. Let it explore more, or try the other one on a share of the traffic.`;
  if (rewards < fewestRewards)
    return `Only ${rewards} of ${decisions} logged decisions brought anything; ${fewestRewards} are needed. Wait for more traffic.`;
  return null;
}

function interval(value: number, deviation: number): Interval {
  return { value, low: value - deviations * deviation, high: value + deviations * deviation };
}
