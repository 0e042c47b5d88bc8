import { Field, ID, Int, ObjectType } from '@nestjs/graphql';
import { connectionOf } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import type { DueReminder } from './reminders.service.js';
import { TestDriveBooking, toBooking } from './test-drives.graphql.js';

@ObjectType({ description: 'Somebody is to be reminded of their test drive now.' })
export class TestDriveReminder {
  @Field(() => ID, { description: 'Unique id, the same whenever it is read: keep it, and remind nobody twice.' }) // prettier-ignore
  id!: string;
  @Field(() => InstantScalar, { description: 'Since when it is due.' }) dueAt!: Date;
  @Field(() => Int, { description: 'How many hours before the drive: 24 or 2.' }) hoursBefore!: number;
  @Field(() => TestDriveBooking, { description: 'The drive as it stands. `driver` is null where they may not be written to or called about it.' }) // prettier-ignore
  booking!: TestDriveBooking;
  @Field(() => String, { nullable: true, description: 'Their account, where they booked under one: for a notice in your own app.' }) // prettier-ignore
  userId!: string | null;
}

/** A page of reminders. */
export const TestDriveReminderConnection = connectionOf(TestDriveReminder, 'TestDriveReminder');

/** A reminder as GraphQL shows it: how to reach somebody only where they agreed to be. */
export function toReminder({ id, dueAt, booking }: DueReminder): TestDriveReminder {
  const hoursBefore = Math.round((booking.startsAt.getTime() - dueAt.getTime()) / 3_600_000);
  const shown = toBooking(booking, { driver: booking.mayContact, checkInCode: true });
  return Object.assign(new TestDriveReminder(), { id, dueAt, hoursBefore, booking: shown, userId: booking.userId }); // prettier-ignore
}
