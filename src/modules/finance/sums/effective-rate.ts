const mostSteps = 100;
const near = 1e-12;

/**
 * The rate of one period at which flows of money are worth nothing together: the internal rate of return; null where
 * there is none above a loss of everything. Flow `k` happens after `k` periods. In doubles: a rate is shown with a few
 * digits and never multiplied into money, and here it is right to eleven. A guess spares steps.
 */
export function internalRate(flows: ArrayLike<number>, guess = 0): number | null {
  if (!turns(flows)) return null;
  let rate = guess;
  for (let step = 0; step < mostSteps; step++) {
    const { value, slope } = worth(flows, rate);
    if (slope === 0) return null;
    const next = Math.max(rate - value / slope, (rate - 1) / 2);
    if (Math.abs(next - rate) < near) return next;
    rate = next;
  }
  return null;
}

/** Whether money goes both ways. */
function turns(flows: ArrayLike<number>): boolean {
  let [paid, got] = [false, false];
  for (let at = 0; at < flows.length && !(paid && got); at++) {
    const flow = flows[at] ?? 0;
    if (flow > 0) got = true;
    else if (flow < 0) paid = true;
  }
  return paid && got;
}

/** What the flows are worth today at a rate, and how fast that changes with it: Horner's scheme for both. */
function worth(flows: ArrayLike<number>, rate: number): { value: number; slope: number } {
  const discount = 1 / (1 + rate);
  let value = 0;
  let slope = 0;
  for (let at = flows.length - 1; at >= 0; at--) {
    slope = slope * discount + value;
    value = value * discount + (flows[at] ?? 0);
  }
  return { value, slope: -slope * discount * discount };
}

/** Twelve times the rate of a month, in percent: how the US says an APR. */
export function nominalPercent(monthlyRate: number): number {
  return monthlyRate * 1_200;
}

/** The rate of a month compounded over a year, in percent: how the EU, the UK and China say it. */
export function compoundPercent(monthlyRate: number): number {
  return ((1 + monthlyRate) ** 12 - 1) * 100;
}
