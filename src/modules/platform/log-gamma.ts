/** Coefficients of the Stirling series, 1/12, -1/360, 1/1260, -1/1680. */
const series = [1 / 12, -1 / 360, 1 / 1_260, -1 / 1_680];

/**
 * Natural logarithm of the gamma function for x > 0: Stirling's series where it is good to twelve digits, reached by the
 * recurrence ln Γ(x) = ln Γ(x + 1) - ln x.
 */
export function logGamma(x: number): number {
  let shift = 0;
  let at = x;
  while (at < 12) shift += Math.log(at++);
  const power = 1 / (at * at);
  let correction = 0;
  for (const coefficient of series.toReversed()) correction = correction * power + coefficient;
  return (at - 0.5) * Math.log(at) - at + 0.5 * Math.log(2 * Math.PI) + correction / at - shift;
}
