/** That somebody is in a segment. */
export interface Membership {
  readonly segmentId: string;
  readonly profileId: string;
}

/** A membership that is not as it should be: `missing` should be and is not, `stray` is and should not be. */
export interface Disagreement extends Membership {
  readonly kind: 'missing' | 'stray';
}

/** Every membership that is in one of the two lists alone. */
export function compare(should: readonly Membership[], is: readonly Membership[]): Disagreement[] {
  return [
    ...notAmong(should, is).map((each) => ({ ...each, kind: 'missing' as const })),
    ...notAmong(is, should).map((each) => ({ ...each, kind: 'stray' as const })),
  ];
}

/** One key for a membership. */
export function keyOf({ segmentId, profileId }: Membership): string {
  return `${segmentId} ${profileId}`;
}

function notAmong(some: readonly Membership[], others: readonly Membership[]): Membership[] {
  const known = new Set(others.map(keyOf));
  return some.filter((each) => !known.has(keyOf(each)));
}
