import type { FreeSlot } from '../free-slots.js';
import { problem, type TestDriveProblem } from '../problem.js';
import type { BrokenLimit } from './limits.js';
import type { WholeDrive } from './whole-drives.js';

/** Why a drive is none of a programme: it has ended, or has not that centre, or not that car. */
export const notInProgramme = ['ARCHIVED', 'CENTRE', 'CAR'] as const;
export type NotInProgrammeReason = (typeof notInProgramme)[number];

/** What became of a wish for a drive under a programme. */
export type DriveOutcome =
  | { readonly kind: 'DRIVE'; readonly whole: WholeDrive }
  | { readonly kind: 'TAKEN'; readonly nearest: readonly FreeSlot[] }
  | { readonly kind: 'LIMIT'; readonly broken: BrokenLimit; readonly window: string | null }
  | { readonly kind: 'NOT_IN_PROGRAMME'; readonly reason: NotInProgrammeReason }
  | { readonly kind: 'OUT_OF_STOCK' }
  | { readonly kind: 'CONSENT_MISSING' }
  | Refused;

/** What is wrong with what was sent. */
export interface Refused {
  readonly kind: 'INVALID';
  readonly problems: readonly TestDriveProblem[];
}

/** @returns the outcome for what can never work as it is */
export function refused(...problems: TestDriveProblem[]): Refused {
  return { kind: 'INVALID', problems };
}

/** A booking that is none of a programme, or none at all. */
export const unknownDrive = problem('bookingId', 'There is no such drive under a programme.', 'Take the id that `bookProgrammeDrive` answered with. What was settled of a drive that is gone stays settled: say and pay nothing again.'); // prettier-ignore

/** A key under which something else was said before. */
export const otherKey = problem('idempotencyKey', 'Something else was said under this key.', 'Give each call a key of its own.'); // prettier-ignore
