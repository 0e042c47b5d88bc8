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

/**
 * Whether a statement is what a person told somebody, not what a banner or browser says with every request. Their objection
 * holds against all of those, whenever they come, until they themselves say otherwise.
 */
export function isTold({ source }: Pick<Dated, 'source'>): boolean {
  return source === 'API' || source === 'OBJECTION';
}

/** The statement that holds for each purpose, whatever order they come in. */
export function newest<T extends Dated & { readonly purpose: Purpose }>(
  statements: readonly T[],
): Map<Purpose, T> {
  const held = newestOf(statements);
  for (const [purpose, told] of newestOf(statements.filter(isTold)))
    if (told.source === 'OBJECTION') held.set(purpose, told);
  return held;
}

function newestOf<T extends Dated & { readonly purpose: Purpose }>(
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
