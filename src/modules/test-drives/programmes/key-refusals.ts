import type {
  DriveStage,
  IdentityCheckState,
  KeyRefusal,
} from '../../../models/test-drive/programme-drive.js';
import type { ProgrammeDriveRecord } from '../../../models/test-drive/programme-drive.entity.js';
import type { ProgrammeRules } from '../../../models/test-drive/programme-rules.js';
import type { TestDriveBookingRecord } from '../../../models/test-drive/test-drive-booking.entity.js';
import { clockSkewMs } from './said.js';

/** What is looked at before a key is released. */
export interface KeyQuestion {
  readonly stage: DriveStage;
  readonly booking: Pick<TestDriveBookingRecord, 'startsAt' | 'endsAt' | 'createdAt'>;
  readonly drive: Pick<ProgrammeDriveRecord, 'depositState' | 'feeState'>;
  readonly identity: ProgrammeRules['identity'];
  /** The person's latest check of those that can be good for this drive; null: there is none. */
  readonly check: { readonly state: IdentityCheckState; readonly checkedAt: Date } | null;
  /** Whether somebody has the car. */
  readonly isCarOut: boolean;
  /** Whether a key box asks where somebody hands keys over. */
  readonly isWrongBox: boolean;
}

const over = ['CANCELLED', 'LAPSED', 'NO_SHOW', 'RETURNED'] as const;
const dayMs = 86_400_000;

/** Everything that keeps a key where it is, at once; nothing: it may go out. */
export function keyRefusals(asked: KeyQuestion, now: number): KeyRefusal[] {
  const { stage, booking, drive, isCarOut, isWrongBox } = asked;
  const ended = over.find((each) => each === stage);
  if (ended) return [ended];
  const mayBe: [KeyRefusal, boolean][] = [
    ['TOO_EARLY', now < booking.startsAt.getTime()],
    ['TOO_LATE', now >= booking.endsAt.getTime()],
    ['DEPOSIT_MISSING', drive.depositState !== 'NONE' && drive.depositState !== 'HELD'],
    ['FEE_UNPAID', drive.feeState === 'UNPAID' || drive.feeState === 'REFUNDED'],
    ['CAR_NOT_BACK', isCarOut],
    ['NO_KEY_BOX', isWrongBox],
  ];
  const identity = identityRefusal(asked, now);
  return [...mayBe.filter(([, is]) => is).map(([refusal]) => refusal), ...(identity ? [identity] : [])];
}

function identityRefusal({ identity, check, booking }: KeyQuestion, now: number): KeyRefusal | null {
  if (!identity) return null;
  if (!check) return 'IDENTITY_NOT_CHECKED';
  if (check.state === 'FAILED') return 'IDENTITY_CHECK_FAILED';
  const { goodForDays } = identity;
  const checkedAt = check.checkedAt.getTime();
  // Good for one drive only: it was made for this one, and not before there was any.
  const isStale =
    goodForDays === null
      ? checkedAt < booking.createdAt.getTime() - clockSkewMs
      : checkedAt + goodForDays * dayMs <= now;
  return isStale ? 'IDENTITY_NOT_CHECKED' : null;
}
