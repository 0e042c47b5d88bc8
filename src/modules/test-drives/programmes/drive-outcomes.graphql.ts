import { createUnionType, Field, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { keyRefusals, type KeyRefusal } from '../../../models/test-drive/programme-drive.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { DurationScalar, InstantScalar } from '../../platform/graphql/scalars.js';
import { OutOfStock } from '../../vehicles/out-of-stock.graphql.js';
import type { BookingSight } from '../may-see-drivers.js';
import { ConsentMissing, InvalidBooking, SlotTaken, toSlot } from '../test-drives.graphql.js';
import type { KeyOutcome } from './drive-keys.service.js';
import type { DriveChangeOutcome } from './drive-money.service.js';
import { notInProgramme, type DriveOutcome, type NotInProgrammeReason } from './drive-outcome.js';
import { ProgrammeDrive, toDrive } from './drives.graphql.js';

const NotInProgrammeEnum = enumOf(notInProgramme);
registerEnumType(NotInProgrammeEnum, {
  name: 'NotInProgrammeReason',
  description: 'Why a drive is none of a programme.',
  valuesMap: described<NotInProgrammeReason>({
    ARCHIVED: 'The programme has ended.',
    CENTRE: 'It has not this centre.',
    CAR: 'It has not this car or model at this centre.',
  }),
});
const BrokenLimitEnum = enumOf(['ONCE_PER_MODEL', 'PER_PERSON'] as const);
registerEnumType(BrokenLimitEnum, {
  name: 'ProgrammeLimit',
  description: 'How often one person may drive.',
  valuesMap: described<'ONCE_PER_MODEL' | 'PER_PERSON'>({
    ONCE_PER_MODEL: 'Each model once.',
    PER_PERSON: 'So many drives, of whatever model.',
  }),
});
const KeyRefusalEnum = enumOf(keyRefusals);
registerEnumType(KeyRefusalEnum, {
  name: 'KeyRefusal',
  description: 'What keeps a key where it is.',
  valuesMap: described<KeyRefusal>({
    CANCELLED: 'The drive was cancelled.',
    LAPSED: 'Its deposit was not held in time.',
    NO_SHOW: 'It was said that nobody came.',
    RETURNED: 'The car is back already.',
    TOO_EARLY: 'The drive has not begun.',
    TOO_LATE: 'The drive is over.',
    DEPOSIT_MISSING: 'Its deposit is not held.',
    FEE_UNPAID: 'Its fee is not paid.',
    IDENTITY_NOT_CHECKED: 'Nobody looked at who drives, or it was too long ago.',
    IDENTITY_CHECK_FAILED: 'Somebody looked, and it was not them.',
    CAR_NOT_BACK: 'Somebody else still has the car.',
    NO_KEY_BOX: 'A key box asked that is none of this centre, or somebody hands keys over here.',
  }),
});

@ObjectType({ description: 'The person has driven, or booked, as often as the programme allows. Counted is what is booked, under way or over, also where nobody came; not what was cancelled or lapsed.' }) // prettier-ignore
export class LimitReached {
  @Field(() => BrokenLimitEnum, { description: 'Which limit.' }) limit!: 'ONCE_PER_MODEL' | 'PER_PERSON';
  @Field(() => Int, { description: 'How many there may be.' }) most!: number;
  @Field(() => Int, { nullable: true, description: 'How many there are. Null for storefront keys.' })
  counted!: number | null;
  @Field(() => DurationScalar, { nullable: true, description: 'Within which time; null: for ever.' })
  window!: string | null;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'The programme has no such drive. Nothing was booked.' })
export class NotInProgramme {
  @Field(() => NotInProgrammeEnum, { description: 'Why.' }) reason!: NotInProgrammeReason;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'The deposit was not held in time, and the car may be booked by others. Money that was said to be taken is kept as said, so that its return can be said.' }) // prettier-ignore
export class ProgrammeDriveLapsed {
  @Field(() => InstantScalar, { description: 'When it lapsed.' }) lapsedAt!: Date;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'The drive was cancelled before the money for it was taken. What was taken is kept as said, and asked for back.' }) // prettier-ignore
export class ProgrammeDriveCancelled {
  @Field(() => ProgrammeDrive, { description: 'The drive: `due` of its deposit and fee says what is to be given back.' }) // prettier-ignore
  drive!: ProgrammeDrive;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'The key may go out.' })
export class KeyReleased {
  @Field(() => String, { nullable: true, description: 'What opens the key box: eight digits. Personal: show it to the driver only. Null at a centre without one, where somebody hands the key over.' }) // prettier-ignore
  code!: string | null;
  @Field(() => InstantScalar, { description: 'When the car has to be back.' }) validUntil!: Date;
  @Field(() => ProgrammeDrive, { description: 'The drive.' }) drive!: ProgrammeDrive;
}

@ObjectType({ description: 'The key stays where it is; everything that is in the way, at once.' })
export class KeyRefused {
  @Field(() => [KeyRefusalEnum], { description: 'What is in the way.' }) reasons!: readonly KeyRefusal[];
}

/** Outcome of `bookProgrammeDrive`. */
export const BookProgrammeDriveOutcome = createUnionType({
  name: 'BookProgrammeDriveOutcome',
  description: 'The drive, or why there is none.',
  types: () => [ProgrammeDrive, SlotTaken, LimitReached, NotInProgramme, OutOfStock, ConsentMissing, InvalidBooking] as const, // prettier-ignore
  resolveType: (value: object) => value.constructor.name,
});

/** Outcome of what is recorded of a drive. */
export const ProgrammeDriveChangeOutcome = createUnionType({
  name: 'ProgrammeDriveChangeOutcome',
  description: 'The drive as it is now, or why nothing was recorded.',
  types: () => [ProgrammeDrive, ProgrammeDriveLapsed, ProgrammeDriveCancelled, InvalidBooking] as const,
  resolveType: (value: object) => value.constructor.name,
});

/** Outcome of `releaseTestDriveKey`. */
export const ReleaseKeyOutcome = createUnionType({
  name: 'ReleaseKeyOutcome',
  description: 'The key, or why it stays where it is.',
  types: () => [KeyReleased, KeyRefused, InvalidBooking] as const,
  resolveType: (value: object) => value.constructor.name,
});

const remedies: Record<NotInProgrammeReason, string> = {
  ARCHIVED: 'Book under another programme: `testDriveProgrammes` knows those there are.',
  CENTRE: 'Take one of its `centres`.',
  CAR: 'Take a car of `programmeSlots`.',
};

/** @param sight what of a booking may be shown */
export function toDriveAnswer(outcome: DriveOutcome, sight: BookingSight, now: number) {
  switch (outcome.kind) {
    case 'DRIVE':
      return toDrive(outcome.whole, sight, now);
    case 'TAKEN':
      return Object.assign(new SlotTaken(), { nearest: outcome.nearest.map(toSlot) });
    case 'LIMIT':
      return Object.assign(new LimitReached(), { ...outcome.broken, counted: sight.driver ? outcome.broken.counted : null, window: outcome.window, remedy: outcome.broken.limit === 'PER_PERSON' ? 'Cancel a drive that is ahead, or wait.' : 'Offer another model, or wait.' }); // prettier-ignore
    case 'NOT_IN_PROGRAMME':
      return Object.assign(new NotInProgramme(), {
        reason: outcome.reason,
        remedy: remedies[outcome.reason],
      });
    case 'OUT_OF_STOCK':
      return Object.assign(new OutOfStock(), { state: null, remedy: 'Offer another car: `programmeSlots` knows what can be driven.' }); // prettier-ignore
    case 'CONSENT_MISSING':
      return Object.assign(new ConsentMissing(), { remedy: 'Ask whether the dealer may write or call, and send `mayContact: true`.' }); // prettier-ignore
    case 'INVALID':
      return toInvalid(outcome);
  }
}

/**
 * What was recorded of a drive, or why nothing was.
 * @param sight what of a booking may be shown
 */
export function toChangeAnswer(outcome: DriveChangeOutcome, sight: BookingSight, now: number) {
  switch (outcome.kind) {
    case 'DRIVE':
      return toDrive(outcome.whole, sight, now);
    case 'LAPSED':
      return Object.assign(new ProgrammeDriveLapsed(), { lapsedAt: outcome.lapsedAt, remedy: 'Give back what was taken, and book anew.' }); // prettier-ignore
    case 'CANCELLED':
      return Object.assign(new ProgrammeDriveCancelled(), { drive: toDrive(outcome.whole, sight, now), remedy: 'Give back what `due` asks for, and say so.' }); // prettier-ignore
    case 'INVALID':
      return toInvalid(outcome);
  }
}

/**
 * A key, or why it stays where it is.
 * @param sight what of a booking may be shown
 */
export function toKeyAnswer(outcome: KeyOutcome, sight: BookingSight, now: number) {
  switch (outcome.kind) {
    case 'KEY': {
      const { code, whole } = outcome;
      return Object.assign(new KeyReleased(), { code, validUntil: whole.booking.endsAt, drive: toDrive(whole, sight, now) }); // prettier-ignore
    }
    case 'KEPT':
      return Object.assign(new KeyRefused(), { reasons: outcome.refusals });
    case 'INVALID':
      return toInvalid(outcome);
  }
}

/** What is wrong with what was sent. */
export function toInvalid({ problems }: { readonly problems: InvalidBooking['problems'] }): InvalidBooking {
  return Object.assign(new InvalidBooking(), { problems });
}
