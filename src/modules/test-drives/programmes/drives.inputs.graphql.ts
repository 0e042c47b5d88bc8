import { Field, ID, InputType, Int, registerEnumType } from '@nestjs/graphql';
import { depositStatements, feeStatements, identityCheckStates, type DepositStatement, type FeeStatement, type IdentityCheckState } from '../../../models/test-drive/programme-drive.js'; // prettier-ignore
import type { TestDriveContact } from '../../../models/test-drive/test-drive.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { DecimalScalar, InstantScalar } from '../../platform/graphql/scalars.js';
import { ViewerInput } from '../../profiles/viewer.graphql.js';
import { text, TestDriverInput } from '../test-drives.inputs.graphql.js';
import type { DriveWish } from './drive-wish.js';

const DepositStatementEnum = enumOf(depositStatements);
registerEnumType(DepositStatementEnum, {
  name: 'DepositStatement',
  description: 'What became of a deposit.',
  valuesMap: described<DepositStatement>({
    HELD: 'It is held.',
    RELEASED: 'It was given back.',
    CAPTURED: 'It, or a part of it, was kept.',
  }),
});
const FeeStatementEnum = enumOf(feeStatements);
registerEnumType(FeeStatementEnum, {
  name: 'FeeStatement',
  description: 'What became of a fee.',
  valuesMap: described<FeeStatement>({
    PAID: 'It is paid.',
    REFUNDED: 'It, or a part of it, was given back.',
  }),
});
const IdentityCheckEnum = enumOf(identityCheckStates);
registerEnumType(IdentityCheckEnum, {
  name: 'IdentityCheckState',
  description: 'What came of looking at who somebody is.',
  valuesMap: described<IdentityCheckState>({
    PASSED: 'It is them.',
    FAILED: 'It is not, or cannot be told.',
  }),
});

@InputType({ description: 'A test drive to book under a programme.' })
export class BookProgrammeDriveInput {
  @Field(() => String, { description: 'Key of the programme.' }) programme!: string;
  @Field(() => ID, { description: 'The centre: the dealer where the car is fetched and brought back.' })
  dealerId!: string;
  @Field(() => ID, { nullable: true, description: 'This car.' }) demonstratorId?: string | null;
  @Field(() => String, { nullable: true, description: 'Any car of this model; with neither, any of the programme.' }) // prettier-ignore
  model?: string | null;
  @Field(() => InstantScalar, { description: 'When it is to begin: `startsAt` of a slot.' }) startsAt!: Date;
  @Field(() => Int, { description: 'For how many days: one of `days` of that slot.' }) days!: number;
  @Field(() => ViewerInput, { description: 'Who drives, by their account: `userId` is needed, as limits are counted by it.' }) // prettier-ignore
  viewer!: ViewerInput;
  @Field(() => TestDriverInput, { nullable: true, description: 'How to reach them.' })
  driver?: TestDriverInput | null;
  @Field(() => String, { description: 'Your own key for this booking, up to 200 characters: sent again, it books nothing twice.' }) // prettier-ignore
  idempotencyKey!: string;
}

@InputType({ description: 'What your payment system says of a deposit.' })
export class RecordDepositInput {
  @Field(() => ID, { description: 'Id of the booking.' }) bookingId!: string;
  @Field(() => DepositStatementEnum, { description: 'What became of it.' }) state!: DepositStatement;
  @Field(() => String, {
    description: 'What your payment system calls it, up to 200 characters. Kept sealed.',
  })
  reference!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'How much; left out: the whole deposit, or all that is still held where it is released. A part of it where it is captured.' }) // prettier-ignore
  amount?: string | null;
  @Field(() => String, { description: 'Your own key for this statement: sent again, it counts once.' })
  idempotencyKey!: string;
}

@InputType({ description: 'What your payment system says of a fee.' })
export class RecordFeeInput {
  @Field(() => ID, { description: 'Id of the booking.' }) bookingId!: string;
  @Field(() => FeeStatementEnum, { description: 'What became of it.' }) state!: FeeStatement;
  @Field(() => String, {
    description: 'What your payment system calls it, up to 200 characters. Kept sealed.',
  })
  reference!: string;
  @Field(() => DecimalScalar, { nullable: true, description: 'How much; left out: the whole fee, or all that was not given back yet where it is refunded. A part of it where it is refunded.' }) // prettier-ignore
  amount?: string | null;
  @Field(() => String, { description: 'Your own key for this statement: sent again, it counts once.' })
  idempotencyKey!: string;
}

@InputType({ description: 'That somebody looked at who drives. Nothing of a document is taken.' })
export class RecordIdentityCheckInput {
  @Field(() => ID, { description: 'Id of the booking.' }) bookingId!: string;
  @Field(() => IdentityCheckEnum, { description: 'What came of it.' }) state!: IdentityCheckState;
  @Field(() => String, { description: 'How, up to 100 characters: `face`, `licence at the desk`. No number of a document.' }) // prettier-ignore
  method!: string;
  @Field(() => String, { description: 'What whoever checked calls it, up to 200 characters. Kept sealed.' })
  reference!: string;
  @Field(() => InstantScalar, { description: 'When.' }) checkedAt!: Date;
  @Field(() => String, { description: 'Your own key for this check: sent again, it counts once.' })
  idempotencyKey!: string;
}

@InputType({ description: 'The band a partner has somebody in.' })
export class PartnerBandInput {
  @Field(() => ViewerInput, { description: 'Who, by their account: `userId` is needed.' })
  viewer!: ViewerInput;
  @Field(() => String, { description: 'The partner, up to 100 characters, in any case: `example-score`.' })
  partner!: string;
  @Field(() => String, { nullable: true, description: 'The band, up to 100 characters; left out: in none any more.' }) // prettier-ignore
  band?: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'Until when; left out: until it is set anew.' })
  validUntil?: Date | null;
}

/** A wish out of GraphQL: trimmed, fit for the database, and what is empty left out. */
export function toDriveWish({ driver, viewer, model, demonstratorId, ...input }: BookProgrammeDriveInput): DriveWish {
  const contact: TestDriveContact = {
    anonymousId: text(viewer.anonymousId),
    userId: text(viewer.userId),
    name: text(driver?.name),
    email: text(driver?.email),
    phone: text(driver?.phone),
    note: text(driver?.note),
    mayContact: driver?.mayContact ?? false,
  };
  const { dealerId, startsAt, days, idempotencyKey } = input;
  const programme = text(input.programme) ?? '';
  return { programme, dealerId, startsAt, days, idempotencyKey, contact, model: text(model), demonstratorId: text(demonstratorId) };
} // prettier-ignore
