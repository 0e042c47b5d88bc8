import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import type { TestDriveOutcome } from '../../models/test-drive/test-drive.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { BookingChanges } from './booking-changes.service.js';
import { sightOf, wholeSight } from './may-see-drivers.js';
import { BookTestDriveOutcome, MoveTestDriveOutcome, TestDriveBooking, TestDriveBookingConnection, TestDriveChangeOutcome, TestDriveOutcomeEnum, TestDriveSlot, toAnswer, toBooking, toSlot, type BookingAnswer } from './test-drives.graphql.js'; // prettier-ignore
import { BookTestDriveInput, text, toWish } from './test-drives.inputs.graphql.js';
import { TestDrivesService } from './test-drives.service.js';

@Resolver()
export class TestDrivesResolver {
  constructor(
    private readonly drives: TestDrivesService,
    private readonly changes: BookingChanges,
  ) {}

  @Query(() => [TestDriveSlot], {
    description: 'Free test drives of a dealer, in order; of 35 days at most.',
  })
  @Allow('marketer', 'storefront')
  async testDriveSlots(
    @CurrentCaller() caller: Caller,
    @Args('dealerId', { type: () => ID, description: 'The dealer.' }) dealerId: string,
    @Args('from', { type: () => InstantScalar, description: 'Those that begin then or later.' }) from: Date,
    @Args('to', { type: () => InstantScalar, description: 'Those that begin earlier.' }) to: Date,
    @Args('vehicleId', { type: () => ID, nullable: true, description: 'To drive this car of the stock, or else one of its model.' }) vehicleId: string | null, // prettier-ignore
    @Args('model', { type: () => String, nullable: true, description: 'To drive any of this model.' }) model: string | null, // prettier-ignore
  ): Promise<TestDriveSlot[]> {
    const car = { vehicleId: text(vehicleId), model: text(model) };
    return (await this.drives.slots(caller, dealerId, car, from, to)).map(toSlot);
  }

  @Query(() => TestDriveBooking, { nullable: true, description: 'One booked test drive; null when there is none.' }) // prettier-ignore
  @Allow('marketer', 'storefront')
  async testDriveBooking(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the booking.' }) id: string,
  ): Promise<TestDriveBooking | null> {
    const booking = await this.drives.find(caller, id);
    return booking && toBooking(booking, sightOf(caller));
  }

  @Query(() => TestDriveBookingConnection, { description: 'Your booked test drives, those that begin last first.' }) // prettier-ignore
  @Allow('marketer')
  async testDriveBookings(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('dealerId', { type: () => ID, nullable: true, description: 'Of this dealer only.' }) dealerId: string | null, // prettier-ignore
  ): Promise<Connection<TestDriveBooking>> {
    const page = pageOf(args);
    const rows = await this.drives.list(caller, dealerId ?? null, page);
    return toConnection(rows.map((row) => toBooking(row, wholeSight)), page, ({ startsAt, id }) => [startsAt.toISOString(), id]); // prettier-ignore
  }

  @Mutation(() => BookTestDriveOutcome, { description: 'Books a test drive. Safe to send again with the same key.' }) // prettier-ignore
  @Allow('storefront', 'marketer')
  async bookTestDrive(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => BookTestDriveInput, description: 'The drive.' }) input: BookTestDriveInput,
  ): Promise<BookingAnswer> {
    return toAnswer(await this.drives.book(caller, toWish(input)), sightOf(caller));
  }

  @Mutation(() => MoveTestDriveOutcome, { description: 'Moves a test drive to another time at the same dealer; its reminders go along.' }) // prettier-ignore
  @Allow('storefront', 'marketer')
  async moveTestDrive(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the booking.' }) id: string,
    @Args('startsAt', { type: () => InstantScalar, description: '`startsAt` of a slot.' }) startsAt: Date,
  ): Promise<BookingAnswer> {
    return toAnswer(await this.changes.move(caller, id, startsAt), sightOf(caller));
  }

  @Mutation(() => TestDriveChangeOutcome, { description: 'Cancels a test drive; its time is free again and nobody is reminded.' }) // prettier-ignore
  @Allow('storefront', 'marketer')
  async cancelTestDrive(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the booking.' }) id: string,
  ): Promise<BookingAnswer> {
    return toAnswer(await this.changes.end(caller, id, 'CANCELLED'), sightOf(caller));
  }

  @Mutation(() => TestDriveChangeOutcome, { description: 'Confirms a test drive for the dealer.' })
  @Allow('marketer')
  async confirmTestDrive(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the booking.' }) id: string,
  ): Promise<BookingAnswer> {
    return toAnswer(await this.changes.end(caller, id, 'CONFIRMED'), wholeSight);
  }

  @Mutation(() => TestDriveChangeOutcome, { description: 'Records whether somebody came to their test drive, and what it came to.' }) // prettier-ignore
  @Allow('marketer')
  async recordTestDrive(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the booking.' }) id: string,
    @Args('attended', { type: () => Boolean, description: 'Whether they came.' }) attended: boolean,
    @Args('outcome', { type: () => TestDriveOutcomeEnum, nullable: true, description: 'What it came to; may be said later.' }) outcome: TestDriveOutcome | null, // prettier-ignore
  ): Promise<BookingAnswer> {
    const ending = attended ? 'ATTENDED' : 'NO_SHOW';
    return toAnswer(await this.changes.end(caller, id, ending, attended ? outcome : null), wholeSight);
  }
}
