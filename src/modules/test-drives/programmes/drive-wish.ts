import { problem, type TestDriveProblem } from '../problem.js';
import { wishProblems } from '../wish.js';
import type { TestDriveContact } from '../../../models/test-drive/test-drive.js';

/** A drive somebody wants to book under a programme. */
export interface DriveWish {
  /** Key of the programme. */
  readonly programme: string;
  readonly dealerId: string;
  /** One car of the fleet; null: any, or any of a model. */
  readonly demonstratorId: string | null;
  readonly model: string | null;
  readonly startsAt: Date;
  readonly days: number;
  readonly contact: TestDriveContact;
  /** The sender's name for this one booking; sending it again makes no second one. */
  readonly idempotencyKey: string;
}

/** Everything that is wrong with a wish by itself, at once. Limits are of people: nobody books without an account. */
export function driveWishProblems(wish: DriveWish): TestDriveProblem[] {
  const { userId } = wish.contact;
  return [
    ...wishProblems({ ...wish, vehicleId: null }),
    ...(userId === null ? [problem('viewer.userId', 'The driver is not named by their account.', 'Sign them in, and give their `userId`.')] : []),
  ];
} // prettier-ignore
