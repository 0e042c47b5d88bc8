import { problem, type TestDriveProblem } from '../problem.js';

/** How far the clock of whoever tells us may be ahead of ours. */
export const clockSkewMs = 5 * 60_000;

/** What a sender says of a drive: under a key of its own, with a reference of its own. */
export interface Saying {
  readonly bookingId: string;
  /** What the sender calls it. */
  readonly reference: string;
  /** Said again under the same key, it counts once. */
  readonly idempotencyKey: string;
}

/** What is wrong with the texts of a saying, at once. */
export function sayingProblems({ reference, idempotencyKey }: Saying): TestDriveProblem[] {
  return [...textProblems('reference', reference, 200), ...textProblems('idempotencyKey', idempotencyKey, 200)]; // prettier-ignore
}

/** A problem where a text is empty, or longer than it may be. */
export function textProblems(path: string, text: string, longest: number): TestDriveProblem[] {
  const isFine = text.trim() !== '' && text.length <= longest;
  return isFine ? [] : [problem(path, `It is empty, or longer than ${longest} characters.`, 'Give it, or shorten it.')]; // prettier-ignore
}
