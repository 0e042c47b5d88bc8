import type { ConsentSource, ConsentState } from '../../models/consent/consent-statement.js';
import type { Purpose } from '../../models/consent/purpose.js';

/** What decides which of two statements holds. */
export interface Dated {
  readonly state: ConsentState;
  /** Milliseconds since the epoch. */
  readonly statedAt: number;
  readonly source: ConsentSource;
  readonly policyVersion?: string | null | undefined;
}

/** Whether `one` holds against `other`: the newer does, and of two at the same instant the denial. */
export function outranks(one: Dated, other: Dated): boolean {
  if (one.statedAt !== other.statedAt) return one.statedAt > other.statedAt;
  if (one.state !== other.state) return one.state === 'DENIED';
  // Both say the same: any fixed order does, so that it never matters which arrived first.
  return orderOf(one) < orderOf(other);
}

/** The statement that holds for each purpose, whatever order they come in. */
export function newest<T extends Dated & { readonly purpose: Purpose }>(
  statements: readonly T[],
): Map<Purpose, T> {
  const held = new Map<Purpose, T>();
  for (const statement of statements) {
    const other = held.get(statement.purpose);
    if (!other || outranks(statement, other)) held.set(statement.purpose, statement);
  }
  return held;
}

function orderOf({ source, policyVersion }: Dated): string {
  return `${source} ${policyVersion ?? ''}`;
}
