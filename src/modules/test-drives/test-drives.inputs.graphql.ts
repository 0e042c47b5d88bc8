import { Field, ID, InputType } from '@nestjs/graphql';
import type { TestDriveContact } from '../../models/test-drive/test-drive.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { storableText } from '../platform/storable.js';
import { ViewerInput } from '../profiles/viewer.graphql.js';
import type { TestDriveWish } from './wish.js';

@InputType({ description: 'How to reach who drives.' })
export class TestDriverInput {
  @Field(() => String, { nullable: true, description: 'Name.' }) name?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address.' }) email?: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number.' }) phone?: string | null;
  @Field(() => String, { nullable: true, description: 'What they want the dealer to know.' })
  note?: string | null;
  @Field(() => Boolean, {
    defaultValue: false,
    description: 'They agreed to be written to or called about the drive.',
  })
  mayContact!: boolean;
}

@InputType({ description: 'A test drive to book.' })
export class BookTestDriveInput {
  @Field(() => ID, { description: 'The dealer.' }) dealerId!: string;
  @Field(() => ID, {
    nullable: true,
    description: 'A car of the stock; where it is no demonstrator itself, one of its model is driven.',
  })
  vehicleId?: string | null;
  @Field(() => String, { nullable: true, description: 'Any demonstrator of this model: `RAV4 Hybrid`.' })
  model?: string | null;
  @Field(() => InstantScalar, { description: 'When it is to begin: `startsAt` of a slot.' }) startsAt!: Date;
  @Field(() => ViewerInput, { nullable: true, description: 'Who drives, by the ids your events carry.' })
  viewer?: ViewerInput | null;
  @Field(() => TestDriverInput, { nullable: true, description: 'How to reach them.' })
  driver?: TestDriverInput | null;
  @Field(() => String, {
    description: 'Your own key for this booking, up to 200 characters: sent again, it books nothing twice.',
  })
  idempotencyKey!: string;
}

@InputType({ description: 'Somebody who is at a showroom.' })
export class CheckInInput {
  @Field(() => String, { description: 'The code of their booking, or the one that stands in the showroom.' })
  code!: string;
  @Field(() => ViewerInput, {
    nullable: true,
    description: 'Who they are; a booking knows its own driver.',
  })
  viewer?: ViewerInput | null;
  @Field(() => String, { description: 'Your own key for this visit: sent again, it counts once.' })
  idempotencyKey!: string;
}

/** A wish out of GraphQL: trimmed, fit for the database, and what is empty left out. */
export function toWish({ driver, viewer, ...input }: BookTestDriveInput): TestDriveWish {
  const contact: TestDriveContact = {
    anonymousId: text(viewer?.anonymousId),
    userId: text(viewer?.userId),
    name: text(driver?.name),
    email: text(driver?.email),
    phone: text(driver?.phone),
    note: text(driver?.note),
    mayContact: driver?.mayContact ?? false,
  };
  const { dealerId, startsAt, idempotencyKey } = input;
  return { dealerId, startsAt, idempotencyKey, contact, vehicleId: text(input.vehicleId), model: text(input.model) }; // prettier-ignore
}

/** The text without spaces around it; null where nothing is left. */
export function text(value: string | null | undefined): string | null {
  const trimmed = storableText((value ?? '').trim());
  return trimmed === '' ? null : trimmed;
}
