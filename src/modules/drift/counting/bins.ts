/** Rows by the number of their bin. */
export type Histogram = ReadonlyMap<number, number>;

/** The bin of what is not known. Sorts after all others. */
export const unknownBin = 1_000;
/** The bin of nought: of counts and shares it is a kind of its own. */
export const zeroBin = 0;

/** Bins double in width every fourth: 1, 2, 3 and 4 have bins of their own, 100 and 115 share one. */
const anOctave = 4;
/** From 2⁻¹⁶, below a hundredth of a permille, to 2²⁰, above the kilometres of any car. */
const [lowest, highest] = [-16 * anOctave, 20 * anOctave];

/**
 * The bin of a measure: the same for every model, tenant and day, so that days can be added up. Bins are narrow; what is compared are
 * groups of them (`groupsOf`).
 */
export function binOf(value: number | null): number {
  if (value === null || Number.isNaN(value)) return unknownBin;
  if (value === 0) return zeroBin;
  const place = Math.floor(Math.log2(Math.abs(value)) * anOctave);
  const bin = Math.min(Math.max(place, lowest), highest) - lowest + 1;
  return value > 0 ? bin : -bin;
}

/** Where a bin of positive values begins; 0 of nought, and the other way round below it. */
export function lowerEdge(bin: number): number {
  if (bin === zeroBin) return 0;
  const edge = 2 ** ((Math.abs(bin) - 1 + lowest) / anOctave);
  return bin > 0 ? edge : -edge;
}

/** Histograms added up. */
export function added(histograms: Iterable<Histogram>): Map<number, number> {
  const sum = new Map<number, number>();
  for (const histogram of histograms)
    for (const [bin, count] of histogram) sum.set(bin, (sum.get(bin) ?? 0) + count);
  return sum;
}

/** How many rows a histogram has. */
export function sizeOf(histogram: Histogram): number {
  let size = 0;
  for (const count of histogram.values()) size += count;
  return size;
}
