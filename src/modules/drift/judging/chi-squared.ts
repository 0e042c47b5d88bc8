import { logGamma } from '../../platform/log-gamma.js';

/** Chance that a chi-squared value of so many degrees of freedom lies above `x`: the regularised upper incomplete gamma function. */
export function chiSquaredTail(x: number, degrees: number): number {
  if (x <= 0) return 1;
  const [shape, at] = [degrees / 2, x / 2];
  const factor = Math.exp(shape * Math.log(at) - at - logGamma(shape));
  return at < shape + 1 ? 1 - factor * lowerSeries(shape, at) : factor * upperFraction(shape, at);
}

/** What a chi-squared value of so many degrees of freedom stays below, but for a chance of `alpha`. */
export function chiSquaredBound(alpha: number, degrees: number): number {
  let [low, high] = [0, degrees + 10];
  while (chiSquaredTail(high, degrees) > alpha) high *= 2;
  for (let step = 0; step < 60; step++) {
    const middle = (low + high) / 2;
    if (chiSquaredTail(middle, degrees) > alpha) low = middle;
    else high = middle;
  }
  return high;
}

function lowerSeries(shape: number, at: number): number {
  let term = 1 / shape;
  let sum = term;
  for (let n = 1; term > sum * 1e-15; n++) {
    term *= at / (shape + n);
    sum += term;
  }
  return sum;
}

/** The continued fraction, by Lentz's method. */
function upperFraction(shape: number, at: number): number {
  let b = at + 1 - shape;
  let c = 1e300;
  let d = 1 / b;
  let fraction = d;
  for (let n = 1; n < 1_000; n++) {
    const a = -n * (n - shape);
    b += 2;
    d = 1 / (a * d + b);
    c = b + a / c;
    fraction *= c * d;
    if (Math.abs(c * d - 1) < 1e-15) break;
  }
  return fraction;
}
