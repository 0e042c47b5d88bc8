import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { testDriveOutcomes, testDriveStatuses, type TestDriveOutcome, type TestDriveStatus } from '../../models/test-drive/test-drive.js'; // prettier-ignore
import type { TestDriveBookingRecord } from '../../models/test-drive/test-drive-booking.entity.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { OutOfStock } from '../vehicles/out-of-stock.graphql.js';
import type { BookingOutcome } from './booking-outcome.js';
import type { FreeSlot } from './free-slots.js';
import type { BookingSight } from './may-see-drivers.js';

/** Status under its GraphQL spelling. */
export const TestDriveStatusEnum = enumOf(testDriveStatuses);
registerEnumType(TestDriveStatusEnum, {
  name: 'TestDriveStatus',
  description: 'Where a booked test drive stands.',
  valuesMap: described<TestDriveStatus>({
    BOOKED: 'Booked; the dealer has not confirmed it yet, or not at the time it was moved to.',
    CONFIRMED: 'The dealer has confirmed it.',
    ATTENDED: 'It took place.',
    NO_SHOW: 'Nobody came.',
    CANCELLED: 'It will not take place; its time is free again.',
  }),
});
/** Outcome under its GraphQL spelling. */
export const TestDriveOutcomeEnum = enumOf(testDriveOutcomes);
registerEnumType(TestDriveOutcomeEnum, {
  name: 'TestDriveOutcome',
  description: 'What a test drive came to, as the dealer saw it.',
  valuesMap: described<TestDriveOutcome>({
    INTERESTED: 'They want to go on with this car.',
    UNDECIDED: 'They do not know yet.',
    ORDERED: 'They ordered.',
    NOT_INTERESTED: 'It is not for them.',
  }),
});

@ObjectType({ description: 'A time at which a test drive can be booked.' })
export class TestDriveSlot {
  @Field(() => InstantScalar, { description: 'When it begins.' }) startsAt!: Date;
  @Field(() => InstantScalar, { description: 'When the car is back.' }) endsAt!: Date;
  @Field(() => [ID], { description: 'The demonstrators that are free then.' })
  demonstratorIds!: readonly string[];
}

@ObjectType({ description: 'Who drives. Personal data: only for marketers and admins.' })
export class TestDriver {
  @Field(() => String, { nullable: true, description: 'Name, as they gave it.' }) name!: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address.' }) email!: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number.' }) phone!: string | null;
  @Field(() => String, { nullable: true, description: 'What they wrote.' }) note!: string | null;
  @Field(() => Boolean, { description: 'Whether they may be written to or called about it.' })
  mayContact!: boolean;
}

@ObjectType({ description: 'A test drive somebody booked.' })
export class TestDriveBooking {
  @Field(() => ID, { description: 'Unique id. Whoever has it may move or cancel the drive.' }) id!: string;
  @Field(() => ID, { description: 'The dealer.' }) dealerId!: string;
  @Field(() => ID, { description: 'The car that is driven, a demonstrator.' }) demonstratorId!: string;
  @Field(() => InstantScalar, { description: 'When it begins.' }) startsAt!: Date;
  @Field(() => InstantScalar, { description: 'When the car is back.' }) endsAt!: Date;
  @Field(() => TestDriveStatusEnum, { description: 'Where it stands.' }) status!: TestDriveStatus;
  @Field(() => TestDriveOutcomeEnum, { nullable: true, description: 'What it came to; null while nobody said.' }) outcome!: TestDriveOutcome | null; // prettier-ignore
  @Field(() => Int, { description: 'Grows by one whenever it is moved, confirmed or cancelled.' })
  sequence!: number;
  @Field(() => String, { nullable: true, description: 'The code to check in with at the showroom: `K7QM-2RTX`. Null for keys that check nobody in: of payment systems, key boxes and checkers.' }) // prettier-ignore
  checkInCode!: string | null;
  @Field(() => TestDriver, {
    nullable: true,
    description: 'Who drives. Null for storefront keys, and once they are erased.',
  })
  driver!: TestDriver | null;
  @Field(() => InstantScalar, { description: 'When it was booked.' }) createdAt!: Date;
}

/** A page of bookings. */
export const TestDriveBookingConnection = connectionOf(TestDriveBooking, 'TestDriveBooking');

@ObjectType('TestDriveProblem', { description: 'One thing wrong with what was sent about test drives.' })
export class TestDriveProblemType {
  @Field(() => String, { description: 'Path of the field in the input: `startsAt`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'Somebody else has that time. Nothing was booked or moved.' })
export class SlotTaken {
  @Field(() => [TestDriveSlot], { description: 'Free times around it, the nearest first, at most five.' })
  nearest!: TestDriveSlot[];
}

@ObjectType({ description: 'The dealer confirms every drive in person, and nobody said that it may.' })
export class ConsentMissing {
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'Nothing was booked or changed; everything that is wrong, at once.' })
export class InvalidBooking {
  @Field(() => [TestDriveProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly TestDriveProblemType[];
}

/** Outcome of `bookTestDrive`. */
export const BookTestDriveOutcome = createUnionType({
  name: 'BookTestDriveOutcome',
  description: 'The booking, or why there is none.',
  types: () => [TestDriveBooking, SlotTaken, OutOfStock, ConsentMissing, InvalidBooking] as const,
  resolveType: outcomeType,
});

/** Outcome of `moveTestDrive`. */
export const MoveTestDriveOutcome = createUnionType({
  name: 'MoveTestDriveOutcome',
  description: 'The booking at its new time, or why it stays where it was.',
  types: () => [TestDriveBooking, SlotTaken, OutOfStock, InvalidBooking] as const,
  resolveType: outcomeType,
});

/** Outcome of what else happens to a booking. */
export const TestDriveChangeOutcome = createUnionType({
  name: 'TestDriveChangeOutcome',
  description: 'The booking as it is now, or why it did not change.',
  types: () => [TestDriveBooking, InvalidBooking] as const,
  resolveType: outcomeType,
});

/** Any of them. */
export type BookingAnswer = TestDriveBooking | SlotTaken | OutOfStock | ConsentMissing | InvalidBooking;

function outcomeType(value: object) {
  return value.constructor.name;
}

/** @param sight what of a booking may be shown */
export function toBooking(booking: TestDriveBookingRecord, sight: BookingSight): TestDriveBooking {
  const { id, dealerId, demonstratorId, startsAt, endsAt, status, outcome, sequence, createdAt } = booking; // prettier-ignore
  const { name, email, phone, note, mayContact } = booking;
  const checkInCode = sight.checkInCode ? booking.checkInCode : null;
  const driver =
    sight.driver && booking.identityId !== null ? { name, email, phone, note, mayContact } : null;
  return Object.assign(new TestDriveBooking(), { id, dealerId, demonstratorId, startsAt, endsAt, status, outcome, sequence, checkInCode, driver, createdAt }); // prettier-ignore
}

export function toSlot({ startsAt, endsAt, demonstratorIds }: FreeSlot): TestDriveSlot {
  return { startsAt: new Date(startsAt), endsAt: new Date(endsAt), demonstratorIds };
}

/** @param sight what of a booking may be shown */
export function toAnswer(outcome: BookingOutcome, sight: BookingSight): BookingAnswer {
  switch (outcome.kind) {
    case 'BOOKING':
      return toBooking(outcome.booking, sight);
    case 'TAKEN':
      return Object.assign(new SlotTaken(), { nearest: outcome.nearest.map(toSlot) });
    case 'OUT_OF_STOCK':
      return Object.assign(new OutOfStock(), { state: outcome.state, remedy: 'Offer another car: `testDriveSlots` knows what can be driven.' }); // prettier-ignore
    case 'CONSENT_MISSING':
      return Object.assign(new ConsentMissing(), { remedy: 'Ask whether the dealer may write or call, and send `mayContact: true`.' }); // prettier-ignore
    case 'INVALID':
      return Object.assign(new InvalidBooking(), { problems: outcome.problems });
  }
}
