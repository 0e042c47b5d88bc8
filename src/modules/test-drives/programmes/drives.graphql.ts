import { Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { depositStates, driveStages, feeStates, type DepositState, type DriveStage, type FeeState } from '../../../models/test-drive/programme-drive.js'; // prettier-ignore
import { minorDigits } from '../../../models/money.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { DecimalScalar, InstantScalar } from '../../platform/graphql/scalars.js';
import type { BookingSight } from '../may-see-drivers.js';
import { TestDriveBooking, toBooking } from '../test-drives.graphql.js';
import { depositDue, feeDue, feeDueAmount, stageOf, type DepositDue, type FeeDue } from './stage.js';
import type { ProgrammeSlotFound } from './programme-drives.service.js';
import { restOf } from './statement-problems.js';
import type { WholeDrive } from './whole-drives.js';

const DriveStageEnum = enumOf(driveStages);
registerEnumType(DriveStageEnum, {
  name: 'ProgrammeDriveStage',
  description: "Where a programme's drive stands.",
  valuesMap: described<DriveStage>({
    AWAITING_DEPOSIT: 'Booked; it lapses unless the deposit is held in time.',
    BOOKED: 'Booked, and its deposit is held where one is asked.',
    OUT: 'Its key is released, and the car is out.',
    OVERDUE: 'The car should be back and is not.',
    RETURNED: 'The car is back.',
    NO_SHOW: 'Nobody came.',
    CANCELLED: 'It will not take place.',
    LAPSED: 'Its deposit was not held in time; the car is free again.',
  }),
});
const DepositStateEnum = enumOf(depositStates);
registerEnumType(DepositStateEnum, {
  name: 'ProgrammeDepositState',
  description: 'Where a deposit stands, as your payment system said.',
  valuesMap: described<DepositState>({
    NONE: 'None is asked.',
    AWAITED: 'It is asked and not held.',
    HELD: 'It is held.',
    RELEASED: 'It was given back.',
    CAPTURED: 'It, or a part of it, was kept; the rest may have been let go since.',
  }),
});
const FeeStateEnum = enumOf(feeStates);
registerEnumType(FeeStateEnum, {
  name: 'ProgrammeFeeState',
  description: 'Where a fee stands, as your payment system said.',
  valuesMap: described<FeeState>({
    NONE: 'The drive costs nothing.',
    UNPAID: 'It is not paid.',
    PAID: 'It is paid, and not all of it was given back.',
    REFUNDED: 'All of it was given back.',
  }),
});
const DepositDueEnum = enumOf(['NOTHING', 'HOLD', 'RELEASE', 'DECIDE'] as const);
registerEnumType(DepositDueEnum, {
  name: 'ProgrammeDepositDue',
  description: 'What your payment system has to do with a deposit.',
  valuesMap: described<DepositDue>({
    NOTHING: 'Nothing, for now.',
    HOLD: 'Hold it, by `holdBy`.',
    RELEASE: 'Give it back: the car was back in time, or nothing came of the drive.',
    DECIDE: 'Give it back or keep it, as you decide: the car was late, or nobody came.',
  }),
});
const FeeDueEnum = enumOf(['NOTHING', 'PAY', 'REFUND'] as const);
registerEnumType(FeeDueEnum, {
  name: 'ProgrammeFeeDue',
  description: 'What your payment system has to do with a fee.',
  valuesMap: described<FeeDue>({
    NOTHING: 'Nothing, for now.',
    PAY: 'Collect it before the key is asked for.',
    REFUND: 'Give back `dueAmount`: the drive was called off.',
  }),
});

@ObjectType({ description: 'The deposit of a drive.' })
export class ProgrammeDriveDeposit {
  @Field(() => DecimalScalar, { description: 'How much; 0 where none is asked.' }) amount!: string;
  @Field(() => DepositStateEnum, { description: 'Where it stands.' }) state!: DepositState;
  @Field(() => DepositDueEnum, { description: 'What is to be done.' }) due!: DepositDue;
  @Field(() => DecimalScalar, { description: 'How much of it was kept since it was held last.' }) captured!: string; // prettier-ignore
  @Field(() => DecimalScalar, { description: 'How much of it was let go since it was held last. With what was kept it is never more than was held, and once the rest is let go just that.' }) // prettier-ignore
  released!: string;
  @Field(() => InstantScalar, { nullable: true, description: 'When the booking lapses unless it is held; null where it cannot, or cannot any more.' }) // prettier-ignore
  holdBy!: Date | null;
}

@ObjectType({ description: 'The fee of a drive, settled when it was booked.' })
export class ProgrammeDriveFee {
  @Field(() => DecimalScalar, { description: 'How much was agreed.' }) amount!: string;
  @Field(() => FeeStateEnum, { description: 'Where it stands.' }) state!: FeeState;
  @Field(() => FeeDueEnum, { description: 'What is to be done.' }) due!: FeeDue;
  @Field(() => DecimalScalar, { description: 'How much is to be paid or given back; 0 where nothing is due. Of what was paid, parts given back are off it.' }) // prettier-ignore
  dueAmount!: string;
  @Field(() => String, { nullable: true, description: 'The partner by whose band it is what it is; null: the standard fee. Null for storefront keys.' }) // prettier-ignore
  partner!: string | null;
  @Field(() => String, { nullable: true, description: 'The band. Null for storefront keys.' })
  band!: string | null;
}

@ObjectType({ description: 'A test drive booked under a programme.' })
export class ProgrammeDrive {
  @Field(() => TestDriveBooking, { description: 'The booking: car, times, status, and who drives.' })
  booking!: TestDriveBooking;
  @Field(() => String, { description: 'Key of the programme.' }) programme!: string;
  @Field(() => Int, { description: 'The version of it that holds for this drive.' }) version!: number;
  @Field(() => Int, { description: 'For how many days.' }) days!: number;
  @Field(() => String, { description: 'Make of the car.' }) make!: string;
  @Field(() => String, { description: 'Model of the car.' }) model!: string;
  @Field(() => DriveStageEnum, { description: 'Where it stands.' }) stage!: DriveStage;
  @Field(() => String, { description: 'ISO 4217, of deposit and fee.' }) currency!: string;
  @Field(() => ProgrammeDriveDeposit, { description: 'Its deposit.' }) deposit!: ProgrammeDriveDeposit;
  @Field(() => ProgrammeDriveFee, { description: 'Its fee.' }) fee!: ProgrammeDriveFee;
  @Field(() => Boolean, { description: 'Whether an identity is checked before the key is released.' })
  identityCheckNeeded!: boolean;
  @Field(() => InstantScalar, { nullable: true, description: 'When the key was released.' })
  keyReleasedAt!: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When the car was back.' })
  returnedAt!: Date | null;
  @Field(() => Int, { nullable: true, description: 'What the car showed then, in its own unit.' })
  mileage!: number | null;
  @Field(() => Int, { description: 'Whole minutes by which the car is late, or was.' }) lateMinutes!: number;
}

@ObjectType({ description: 'A car that can be driven under a programme: from when, and for how many days.' })
export class ProgrammeSlot {
  @Field(() => InstantScalar, { description: 'When it can be fetched.' }) startsAt!: Date;
  @Field(() => ID, { description: 'The car, a demonstrator.' }) demonstratorId!: string;
  @Field(() => String, { description: 'Make.' }) make!: string;
  @Field(() => String, { description: 'Model.' }) model!: string;
  @Field(() => [Int], { description: 'For how many days it can be had; it is brought back at the same time of day.' }) // prettier-ignore
  days!: readonly number[];
}

/** A free car as GraphQL shows it. */
export function toProgrammeSlot({ startsAt, ...slot }: ProgrammeSlotFound): ProgrammeSlot {
  return { ...slot, startsAt: new Date(startsAt) };
}

/** @param sight what of a booking may be shown */
export function toDrive({ booking, drive, programme }: WholeDrive, sight: BookingSight, now: number): ProgrammeDrive {
  const { days, make, model, keyReleasedAt, returnedAt, mileage, feeReason, feeState, depositState, lapsesAt } = drive;
  const { currency, deposit, identity } = programme.rules;
  const stage = stageOf(booking, drive, now);
  const late = keyReleasedAt === null ? 0 : (returnedAt?.getTime() ?? now) - booking.endsAt.getTime();
  const due = feeDue(drive, stage);
  const reason = sight.driver ? feeReason : null;
  const amountOf = (amount: string) => restOf(amount, '0', currency);
  return Object.assign(new ProgrammeDrive(), {
    days, make, model, stage, currency, keyReleasedAt, returnedAt, mileage,
    booking: toBooking(booking, sight),
    programme: programme.key,
    version: programme.version,
    identityCheckNeeded: identity !== null,
    lateMinutes: Math.max(0, Math.floor(late / 60_000)),
    deposit: { amount: deposit?.amount ?? '0', state: depositState, captured: amountOf(drive.depositCaptured), released: amountOf(drive.depositReleased), due: depositDue(drive, stage, booking.endsAt), holdBy: lapsesAt },
    fee: { amount: drive.fee, state: feeState, due, dueAmount: feeDueAmount(drive, due, minorDigits(currency) ?? 2), partner: reason?.partner ?? null, band: reason?.band ?? null },
  });
} // prettier-ignore
