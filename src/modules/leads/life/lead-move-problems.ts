import type { LeadMover, LeadStep, LostReason } from '../../../models/lead/lead-status.js';
import { keyProblems, type LeadProblem } from '../lead-problems.js';

/** What somebody says became of a lead. */
export interface LeadMoveWish {
  readonly to: LeadStep;
  /** Why it was lost; only then. */
  readonly reason?: LostReason | null | undefined;
  /** What else there is to say; personal, and kept sealed. At most 2,000 characters. */
  readonly note?: string | null | undefined;
  /** When it happened: milliseconds since the epoch. Not after now. */
  readonly at: number;
  /** Who says so: a key by its public id, or a dealer by its id. */
  readonly by: { readonly kind: Exclude<LeadMover, 'CAROUSEL'>; readonly id: string };
  /** The teller's name for this one move, 1 to 200 characters: told again, it counts once. */
  readonly key: string;
}

/** Clocks differ. */
const tolerableMs = 300_000;

/** Everything that is wrong with a move, at once, whatever the lead is. */
export function moveProblems({ to, reason, note, at, key }: LeadMoveWish, now: number): LeadProblem[] {
  const hasReason = reason !== undefined && reason !== null;
  return [
    ...(to === 'LOST' && !hasReason ? [noReason] : []),
    ...(to !== 'LOST' && hasReason ? [needlessReason] : []),
    ...((note?.length ?? 0) > 2_000 ? [longNote] : []),
    ...(at > now + tolerableMs ? [tooSoon] : []),
    ...keyProblems(key, 'move'),
  ];
}

/** Dealers often tell a day only, which is its midnight: so long before a lead was raised still counts as then. */
const dayMs = 86_400_000;

/** What is wrong with when a move is said to have happened; `raisedAt` and `at` are milliseconds since the epoch. */
export function timeProblems(at: number, raisedAt: number): LeadProblem[] {
  return at < raisedAt - dayMs ? [tooEarly] : [];
}

/** The key was used before, for another move or another lead. */
export const moveKeyInUse: LeadProblem = {
  path: 'idempotencyKey',
  message: 'Another move was told under it before.',
  remedy: 'Make one random key for each move, and use it again only to repeat what you told.',
};

/** The dealer who is said to tell is not this tenant's. */
export const unknownDealer: LeadProblem = {
  path: 'dealerId',
  message: 'There is no such dealer.',
  remedy: 'Take an id of `dealers`, or leave it out.',
};

const noReason: LeadProblem = {
  path: 'reason',
  message: 'A lead that was lost needs a reason.',
  remedy: 'Give one of LeadLostReason; OTHER with a note where none fits.',
};
const needlessReason: LeadProblem = {
  path: 'reason',
  message: 'Only a lead that was lost has a reason.',
  remedy: 'Leave it out, or say it in the note.',
};
const longNote: LeadProblem = {
  path: 'note',
  message: 'It is longer than 2000 characters.',
  remedy: 'Shorten it.',
};
const tooSoon: LeadProblem = {
  path: 'at',
  message: 'It lies in the future.',
  remedy: 'Give the instant at which it happened, or leave it out for now.',
};
const tooEarly: LeadProblem = {
  path: 'at',
  message: 'It lies more than a day before the lead was raised, so it is told of another one.',
  remedy: 'Check the lead and the instant, or leave the instant out for now.',
};
