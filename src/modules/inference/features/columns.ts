/**
 * A feature: some columns of a row, next to each other, and what stands in them. One file holds one feature. Its place among
 * others is given by a list, never by itself, so that it can be read, tested and left out alone.
 */
export interface Feature<About> {
  readonly name: string;
  /** Columns it takes. */
  readonly width: number;
  /** Writes its columns into `target` from `offset`. They are nought before, and stay so where nothing is known. */
  readonly write: (target: Float32Array, offset: number, about: About) => void;
}

/** Columns that all of them take together. */
export const widthOf = (features: readonly { readonly width: number }[]): number =>
  features.reduce((sum, { width }) => sum + width, 0);

/** Writes them side by side, in the order of the list. */
export function writeAll<About>(
  features: readonly Feature<About>[],
  target: Float32Array,
  offset: number,
  about: About,
): void {
  for (const { width, write } of features) {
    write(target, offset, about);
    offset += width;
  }
}

/** A feature that is one of these names: a column each, and one of them 1. What is not among them leaves all nought. */
export function oneOf<About>(
  name: string,
  names: readonly string[],
  of: (about: About) => string | undefined,
): Feature<About> {
  const places = new Map(names.map((each, place) => [each, place]));
  return {
    name,
    width: names.length,
    write: (target, offset, about) => {
      const place = places.get(of(about) ?? '');
      if (place !== undefined) target[offset + place] = 1;
    },
  };
}

/** A feature that is a measure: its value, and beside it a 1 that says it is known, as an unknown price is none of nought. */
export function measure<About>(name: string, of: (about: About) => number | undefined): Feature<About> {
  return {
    name,
    width: 2,
    write: (target, offset, about) => {
      const value = of(about);
      if (value === undefined) return;
      target[offset] = value;
      target[offset + 1] = 1;
    },
  };
}
