import type { TestDriveContact } from '../../models/test-drive/test-drive.js';
import { problem, type TestDriveProblem } from './problem.js';

/** Which car somebody wants to drive: one of the stock, or any of a model; with neither, any that is there. */
export interface CarWanted {
  readonly vehicleId: string | null;
  readonly model: string | null;
}

/** A drive somebody wants to book. */
export interface TestDriveWish extends CarWanted {
  readonly dealerId: string;
  readonly startsAt: Date;
  readonly contact: TestDriveContact;
  /** The sender's name for this one booking; sending it again makes no second one. */
  readonly idempotencyKey: string;
}

const longest = { anonymousId: 512, userId: 512, name: 200, email: 254, phone: 40, note: 2_000 } as const;

/** Whether a text has the form of an e-mail address. Only a message sent to it would prove more. */
function isEmail(text: string): boolean {
  return /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]{2,}$/.test(text);
}

/** What is missing to be written to or called, where the dealer confirms each drive that way. */
export function reachProblems({ email, phone }: TestDriveContact): TestDriveProblem[] {
  const isReached = email !== null || (phone !== null && phone.replaceAll(/\D/g, '').length >= 6);
  return isReached ? [] : [problem('driver', 'The dealer confirms every drive in person, and nothing says how.', 'Give an e-mail address or a telephone number.')];
} // prettier-ignore

/** Everything that is wrong with a wish by itself, at once. */
export function wishProblems({ contact, idempotencyKey }: TestDriveWish): TestDriveProblem[] {
  const tooLong = (['anonymousId', 'userId', 'name', 'email', 'phone', 'note'] as const).flatMap((field) =>
    (contact[field]?.length ?? 0) > longest[field]
      ? [problem(field === 'anonymousId' || field === 'userId' ? `viewer.${field}` : `driver.${field}`, `It is longer than ${longest[field]} characters.`, 'Shorten it.')]
      : [],
  ); // prettier-ignore
  const isNobody = [contact.anonymousId, contact.userId, contact.email, contact.phone].every((id) => id === null); // prettier-ignore
  return [
    ...tooLong,
    ...(contact.email === null || isEmail(contact.email) ? [] : [problem('driver.email', 'It is no e-mail address.', 'Give it as name@example.com, or leave it out.')]), // prettier-ignore
    ...(isNobody ? [problem('viewer', 'Nobody is named who is to drive.', 'Give an id of theirs, an e-mail address or a telephone number.')] : []), // prettier-ignore
    ...(idempotencyKey.trim() === '' || idempotencyKey.length > 200 ? [problem('idempotencyKey', 'It is empty, or longer than 200 characters.', 'Give a key of your own, another one for each booking.')] : []), // prettier-ignore
  ];
}
