import type { Attribution } from '../path-attribution.js';

/**
 * Shapley values, exactly: what each fact adds on average over all orders in which facts become known (Shapley, "A value for n-person
 * games", 1953). Base and parts add up to the score of everything known, whatever the model; what two facts do together is split evenly.
 *
 * @param scores score of each set of known facts; bit n of its place says whether fact n is known
 */
export function shapley(scores: readonly number[]): Attribution {
  const facts = Math.round(Math.log2(scores.length));
  const weights = Array.from({ length: facts }, (_, known) => 1 / (facts * choose(facts - 1, known)));
  const score = (known: number): number => scores[known] ?? 0;
  const parts = Array.from({ length: facts }, (_, fact) => {
    let part = 0;
    for (let known = 0; known < scores.length; known++)
      if (!has(known, fact))
        part += (weights[count(known)] ?? 0) * (score(known | (1 << fact)) - score(known));
    return part;
  });
  return { base: score(0), parts };
}

/** Whether a set of facts holds this one. */
export function has(known: number, fact: number): boolean {
  return (known & (1 << fact)) !== 0;
}

function count(known: number): number {
  let facts = 0;
  for (let left = known; left !== 0; left &= left - 1) facts += 1;
  return facts;
}

function choose(from: number, taken: number): number {
  let ways = 1;
  for (let step = 1; step <= taken; step++) ways = (ways * (from - taken + step)) / step;
  return ways;
}
