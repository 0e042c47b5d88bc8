/** How many people are in exactly the same of several segments: bit 0 of `places` is the first of them. */
export interface Common {
  readonly places: number;
  readonly people: number;
}

/** What two segments have in common; places count from 0. A share of nobody is null. */
export interface PairOverlap {
  readonly first: number;
  readonly second: number;
  readonly both: number;
  /** Of the first segment's people, how much is in the second too: 0 to 1. */
  readonly shareOfFirst: number | null;
  readonly shareOfSecond: number | null;
  /** Of all who are in either, how much is in both. */
  readonly jaccard: number | null;
}

/** What several segments have in common. */
export interface Overlap {
  /** Of each segment, in the order they were asked for in. */
  readonly sizes: readonly number[];
  /** Each two of them once. */
  readonly pairs: readonly PairOverlap[];
  readonly inAll: number;
  readonly inAny: number;
}

/** Adds up who is in which of `count` segments. */
export function overlapOf(commons: readonly Common[], count: number): Overlap {
  const peopleIn = (places: number) =>
    commons.reduce((sum, common) => sum + ((common.places & places) === places ? common.people : 0), 0);
  const sizes = Array.from({ length: count }, (_, place) => peopleIn(1 << place));
  const pairs = sizes.flatMap((sizeOfFirst, first) =>
    sizes.slice(first + 1).map((sizeOfSecond, between): PairOverlap => {
      const second = first + 1 + between;
      const both = peopleIn((1 << first) | (1 << second));
      return {
        first,
        second,
        both,
        shareOfFirst: share(both, sizeOfFirst),
        shareOfSecond: share(both, sizeOfSecond),
        jaccard: share(both, sizeOfFirst + sizeOfSecond - both),
      };
    }),
  );
  return { sizes, pairs, inAll: peopleIn((1 << count) - 1), inAny: peopleIn(0) };
}

function share(part: number, whole: number): number | null {
  return whole === 0 ? null : part / whole;
}
