/** One number a benchmark vouches for. `reach` is the least (or, for times and costs, the most) we want to see. */
export interface Figure {
  name: string;
  value: number;
  unit: string;
  reach: number;
  holds: boolean;
}

/** What a benchmark found: lines for people, figures for programs. */
export interface Findings {
  about: string[];
  table: Record<string, string | number>[];
  figures: Figure[];
}

/** A benchmark. `smoke` runs it small, in under a minute, with the same figures: they prove that it works, not speed. */
export interface Bench {
  name: string;
  run(options: { smoke: boolean }): Promise<Findings>;
}

/** A figure that should be at least this. */
export function atLeast(name: string, value: number, unit: string, reach: number): Figure {
  return { name, value: rounded(value), unit, reach, holds: value >= reach };
}

/** A figure that should be at most this. */
export function atMost(name: string, value: number, unit: string, reach: number): Figure {
  return { name, value: rounded(value), unit, reach, holds: value <= reach };
}

/** A count of wrong answers: one is enough for the benchmark to fail, however fast it was. */
export function wrong(name: string, value: number, unit: string): Figure {
  if (value !== 0) process.exitCode = 1;
  return atMost(name, value, unit, 0);
}

/** The middle of the values: what one noisy neighbour cannot move. */
export function median(values: readonly number[]): number {
  return quantile(values, 0.5);
}

/** The value below which this share lies, by nearest rank. NaN of nothing. */
export function quantile(values: readonly number[], share: number): number {
  const sorted = values.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.max(0, Math.ceil(share * sorted.length) - 1))] ?? NaN;
}

/** Three digits that mean something. */
export function rounded(value: number): number {
  return Number(value.toPrecision(3));
}

/**
 * Runs rivals in turns, so that whatever else the machine does hits them alike. The order turns round each time.
 * @returns what each measured, by round
 */
export async function interleaved<T>(rounds: number, rivals: (() => Promise<T>)[]): Promise<T[][]> {
  const measured: T[][] = rivals.map(() => []);
  for (let round = 0; round < rounds; round++) {
    const order = [...rivals.entries()];
    for (const [index, measure] of round % 2 === 0 ? order : order.toReversed())
      measured[index]?.push(await measure());
  }
  return measured;
}

/** Prints what was found; the last line is JSON, for programs. */
export function print(name: string, { about, table, figures }: Findings): void {
  for (const line of about) console.log(line);
  console.table(table);
  for (const { name: figure, value, unit, reach, holds } of figures)
    console.log(`${holds ? 'holds ' : 'MISSED'}  ${figure}: ${value} ${unit} (reach ${reach})`);
  console.log(JSON.stringify({ bench: name, figures }));
}
