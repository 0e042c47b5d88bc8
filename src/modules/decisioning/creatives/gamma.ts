import type { Random } from '../chance.js';

/** A draw from the gamma distribution of this shape (above 0) and scale 1: Marsaglia & Tsang, ACM TOMS 26 (2000). */
export function gamma(shape: number, random: Random): number {
  // Below 1 by the one above: G(a) = G(a + 1) · U^(1/a).
  if (shape < 1) return gamma(shape + 1, random) * (1 - random()) ** (1 / shape);
  const d = shape - 1 / 3;
  const c = 1 / Math.sqrt(9 * d);
  for (;;) {
    const x = normal(random);
    const v = (1 + c * x) ** 3;
    if (v > 0 && Math.log(1 - random()) < 0.5 * x * x + d - d * v + d * Math.log(v)) return d * v;
  }
}

/** A standard normal draw (Box and Muller). */
function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
