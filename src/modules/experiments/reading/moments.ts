/**
 * What is kept of an arm: sums over its people of what each did during the experiment (y) and before it (x). They add up, so
 * parts may be counted apart, and nobody's own number is kept.
 */
export interface Moments {
  readonly people: number;
  readonly y: number;
  readonly yy: number;
  /** 0, as the next two, where nothing is known from before. */
  readonly x: number;
  readonly xx: number;
  readonly xy: number;
}

/** Of nobody. */
export const noMoments: Moments = { people: 0, y: 0, yy: 0, x: 0, xx: 0, xy: 0 };

/** Both together. */
export function plus(left: Moments, right: Moments): Moments {
  return {
    people: left.people + right.people,
    y: left.y + right.y,
    yy: left.yy + right.yy,
    x: left.x + right.x,
    xx: left.xx + right.xx,
    xy: left.xy + right.xy,
  };
}

/** An arm's mean and the variance of a person in it. */
export interface Estimate {
  readonly people: number;
  readonly mean: number;
  readonly variance: number;
}

/**
 * Means of the arms, with what was so before the experiment taken out (CUPED: Deng, Xu, Kohavi & Walker, WSDM 2013): how far
 * an arm's people differed beforehand explains part of how they differ now. The same correction for all arms, from all of
 * them pooled within arms, so it favours none. Without anything from before the means are the plain ones.
 */
export function estimates(arms: readonly Moments[]): Estimate[] {
  const all = arms.reduce(plus, noMoments);
  const [within, spread] = arms.reduce(
    ([shared, own], arm) => [shared + centred(arm.xy, arm.x, arm.y, arm.people), own + centred(arm.xx, arm.x, arm.x, arm.people)], // prettier-ignore
    [0, 0],
  );
  const slope = spread > 0 ? within / spread : 0;
  const before = all.people > 0 ? all.x / all.people : 0;
  return arms.map((arm) => {
    const { people } = arm;
    if (people < 2) return { people, mean: NaN, variance: NaN };
    const yy = centred(arm.yy, arm.y, arm.y, people);
    const xx = centred(arm.xx, arm.x, arm.x, people);
    const xy = centred(arm.xy, arm.x, arm.y, people);
    const mean = arm.y / people - slope * (arm.x / people - before);
    return { people, mean, variance: Math.max(0, yy - 2 * slope * xy + slope * slope * xx) / (people - 1) };
  });
}

/** Sum of products about the means. */
function centred(products: number, left: number, right: number, people: number): number {
  return people > 0 ? products - (left * right) / people : 0;
}
