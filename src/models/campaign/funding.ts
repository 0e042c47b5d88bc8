/** Who pays which part of what a campaign costs: hundredths of a percent, all of them 10,000. */
export interface FundingShare {
  readonly advertiserId: string;
  readonly basisPoints: number;
}

/** The whole, in hundredths of a percent. */
export const wholeBasisPoints = 10_000;

/**
 * Splits a cost by shares that add up to the whole, to the last micro: each gets its part rounded down, and what is left goes,
 * micro by micro, to those who lost most by it, the first of equals first. So the parts always add up to the cost.
 * @param micros the cost, a safe integer that is not below zero
 */
export function splitCost(micros: number, shares: readonly FundingShare[]): number[] {
  const exact = shares.map(({ basisPoints }) => BigInt(micros) * BigInt(basisPoints));
  const parts = exact.map((part) => part / BigInt(wholeBasisPoints));
  const lost = exact.map((part, index) => ({ index, rest: part % BigInt(wholeBasisPoints) }));
  let left = BigInt(micros) - parts.reduce((sum, part) => sum + part, 0n);
  for (const { index } of lost.sort((a, b) =>
    a.rest === b.rest ? a.index - b.index : a.rest > b.rest ? -1 : 1,
  )) {
    if (left === 0n) break;
    parts[index] = (parts[index] ?? 0n) + 1n;
    left -= 1n;
  }
  return parts.map(Number);
}
