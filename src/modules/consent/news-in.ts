import type { ConsentState, ConsentStatement } from '../../models/consent/consent-statement.js';
import type { Purpose } from '../../models/consent/purpose.js';
import { isTold, outranks, type Dated } from './newest.js';

/** How far the time of a state may lag behind where the same signal comes with every event. */
export const confirmAfterMs = 3_600_000;

/** What an identity said of a purpose last. */
export interface HeldState extends Dated {
  readonly purpose: Purpose;
}

/** What statements add to what is known. */
export interface News {
  /** Statements that change something, oldest first: for the ledger. */
  readonly changes: readonly ConsentStatement[];
  /** Where the purposes they touch stand afterwards. */
  readonly held: readonly ConsentStatement[];
}

/**
 * What is new in an identity's statements. One that changes nothing writes nothing: neither one older than what is known,
 * nor a repetition. Only its time is noted: always where a person said it to us, and once an hour where a signal repeats
 * it with every event. Within that hour a statement that arrives late may hold, until the next event sets it right.
 */
export function newsIn(known: readonly HeldState[], statements: readonly ConsentStatement[]): News {
  const held = new Map<Purpose, Dated>(known.map((state) => [state.purpose, state]));
  const touched = new Map<Purpose, ConsentStatement>();
  const changes: ConsentStatement[] = [];
  for (const statement of [...statements].sort(oldestFirst)) {
    const before = held.get(statement.purpose);
    if (before && !replaces(statement, before)) continue;
    const isChange = !before || !saysTheSame(statement, before);
    if (!isChange && isMereRepetition(statement, before)) continue;
    if (isChange) changes.push(statement);
    held.set(statement.purpose, statement);
    touched.set(statement.purpose, statement);
  }
  return { changes, held: [...touched.values()] };
}

/** Of an identity only the last word is kept, so an objection stays there until the person themselves says otherwise. */
function replaces(statement: ConsentStatement, before: Dated): boolean {
  if (isTold(statement) !== isTold(before)) {
    if (before.source === 'OBJECTION') return false;
    if (statement.source === 'OBJECTION') return true;
  }
  return outranks(statement, before);
}

function isMereRepetition({ source, statedAt }: ConsentStatement, before: Dated): boolean {
  return !isTold({ source }) && statedAt - before.statedAt < confirmAfterMs;
}

function saysTheSame(one: Dated, other: Dated): boolean {
  return one.state === other.state && (one.policyVersion ?? null) === (other.policyVersion ?? null);
}

/** Denials last of those at one instant, as they hold. */
function oldestFirst(one: ConsentStatement, other: ConsentStatement): number {
  return one.statedAt - other.statedAt || rank[one.state] - rank[other.state];
}

const rank: Record<ConsentState, number> = { GRANTED: 0, DENIED: 1 };
