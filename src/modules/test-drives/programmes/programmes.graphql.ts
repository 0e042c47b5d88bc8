import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { TestDriveProgrammeEntity } from '../../../models/test-drive/test-drive-programme.entity.js';
import { DecimalScalar, DurationScalar, InstantScalar } from '../../platform/graphql/scalars.js';
import { InvalidTestDriveSettings } from '../test-drive-settings.graphql.js';

@ObjectType({ description: 'A dealer whose demonstrators a programme has driven.' })
@InputType('ProgrammeCentreInput', { description: 'A dealer whose demonstrators are to be driven.' })
export class ProgrammeCentre {
  @Field(() => ID, { description: 'The dealer. Its test drives are set up with `setTestDriveSettings`.' })
  dealerId!: string;
  @Field(() => Boolean, { defaultValue: false, description: 'Whoever drives opens a key box by a code; else somebody hands the key over: there is no code, and keys of role `KEY_BOX` are refused.' }) // prettier-ignore
  selfService!: boolean;
  @Field(() => Boolean, { defaultValue: false, description: 'Cars are fetched and brought back day and night; else when the dealer has its cars driven. Self-service centres only.' }) // prettier-ignore
  alwaysOpen!: boolean;
}

@ObjectType({ description: 'A model of a programme.' })
@InputType('ProgrammeModelInput', { description: 'A model, however it is spelled.' })
export class ProgrammeModel {
  @Field(() => String, { description: 'Make.' }) make!: string;
  @Field(() => String, { description: 'Model: `RAV4 Hybrid` is `rav4-hybrid` as well.' }) model!: string;
}

@ObjectType({ description: 'For how many days a car is driven.' })
@InputType('ProgrammeDaysInput', { description: 'For how many days a car may be driven.' })
export class ProgrammeDays {
  @Field(() => Int, { description: 'At least, 1 to 30.' }) min!: number;
  @Field(() => Int, { description: 'At most, 1 to 30.' }) max!: number;
}

@ObjectType({ description: 'What the payment system of the tenant holds while a car is out.' })
@InputType('ProgrammeDepositInput', { description: 'What your payment system is to hold while a car is out.' }) // prettier-ignore
export class ProgrammeDeposit {
  @Field(() => DecimalScalar, { description: "In the programme's currency." }) amount!: string;
  @Field(() => Int, {
    description: 'Minutes, 1 to 43200: a booking lapses after them when nothing was held.',
  })
  holdMinutes!: number;
}

@ObjectType({ description: 'That an identity is checked before a key is released.' })
@InputType('ProgrammeIdentityCheckInput', { description: 'That an identity is to be checked before a key is released.' }) // prettier-ignore
export class ProgrammeIdentityCheck {
  @Field(() => Int, { nullable: true, description: "Days, 1 to 3660, for which a check of a person's earlier drive is good; left out: each drive has its own." }) // prettier-ignore
  goodForDays?: number | null;
}

@ObjectType({ description: 'How often one person may drive. What is booked counts, also where nobody came; what was cancelled or lapsed does not.' }) // prettier-ignore
@InputType('ProgrammeLimitsInput', { description: 'How often one person may drive.' })
export class ProgrammeLimits {
  @Field(() => Boolean, { defaultValue: false, description: 'Each model once.' }) oncePerModel!: boolean;
  @Field(() => Int, { nullable: true, description: 'Drives of one person, 1 to 1000; left out: as many as they like.' }) // prettier-ignore
  perPerson?: number | null;
  @Field(() => DurationScalar, { nullable: true, description: 'Within which time, wherever it begins: `P1Y`. Left out: for ever.' }) // prettier-ignore
  window?: string | null;
}

@ObjectType({ description: 'What people pay whom a partner has in a band.' })
@InputType('ProgrammeBandFeeInput', { description: 'What people are to pay whom a partner has in a band.' })
export class ProgrammeBandFee {
  @Field(() => String, { description: 'The partner, as `setPartnerBand` names it.' }) partner!: string;
  @Field(() => String, { description: 'The band.' }) band!: string;
  @Field(() => DecimalScalar, { description: 'The fee, in the programme’s currency; 0 for none.' })
  amount!: string;
}

@ObjectType({ description: 'What a drive costs. Settled when it is booked, and never worked out again.' })
@InputType('ProgrammeFeeInput', { description: 'What a drive is to cost.' })
export class ProgrammeFee {
  @Field(() => DecimalScalar, { defaultValue: '0', description: 'For who is in no band that is named.' })
  standard!: string;
  @Field(() => [ProgrammeBandFee], { defaultValue: [], description: 'For who is in a band; of several that fit, the lowest.' }) // prettier-ignore
  byBand!: ProgrammeBandFee[];
}

@ObjectType({ description: 'What somebody gets who drove and then buys.' })
@InputType('ProgrammeDiscountInput', { description: 'What somebody is to get who drove and then buys: a percentage, or an amount.' }) // prettier-ignore
export class ProgrammeDiscount {
  @Field(() => DecimalScalar, { nullable: true, description: 'Percent off the price.' })
  percent?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Or an amount off it, in the programme’s currency.' }) // prettier-ignore
  amount?: string | null;
  @Field(() => Int, { description: 'Days after the return, 1 to 3660.' }) validDays!: number;
  @Field(() => [ProgrammeModel], { defaultValue: [], description: 'The models it is for; none: the model that was driven.' }) // prettier-ignore
  models!: ProgrammeModel[];
}

@ObjectType({
  description: 'A programme of test drives with rules of its own, in the version that holds now.',
})
export class TestDriveProgramme {
  @Field(() => String, { description: 'Your own short name for it: `summer-tower`.' }) key!: string;
  @Field(() => String, { description: 'The name people know it by.' }) name!: string;
  @Field(() => Int, { description: 'Grows by one with each change. What is booked keeps the version it was booked under.' }) // prettier-ignore
  version!: number;
  @Field(() => Boolean, { description: 'Nothing more is booked under it.' }) archived!: boolean;
  @Field(() => String, { description: 'ISO 4217, of deposit, fees and discount.' }) currency!: string;
  @Field(() => [ProgrammeCentre], { description: 'Where cars are fetched.' }) centres!: ProgrammeCentre[];
  @Field(() => [ProgrammeModel], { description: 'What may be driven; none named: all of the fleet.' })
  models!: ProgrammeModel[];
  @Field(() => ProgrammeDays, { description: 'For how many days.' }) days!: ProgrammeDays;
  @Field(() => Int, { description: 'Cars are fetched at whole steps of so many minutes within the hours.' })
  pickUpEveryMinutes!: number;
  @Field(() => Int, { description: 'Minutes between two drives of one car.' }) turnaroundMinutes!: number;
  @Field(() => Int, { description: 'The least minutes between booking and setting off.' })
  noticeMinutes!: number;
  @Field(() => Int, { description: 'The most days between booking and setting off.' })
  horizonDays!: number;
  @Field(() => ProgrammeDeposit, { nullable: true, description: 'What is held; null: nothing.' })
  deposit!: ProgrammeDeposit | null;
  @Field(() => ProgrammeIdentityCheck, { nullable: true, description: 'How identities are checked; null: they are not.' }) // prettier-ignore
  identityCheck!: ProgrammeIdentityCheck | null;
  @Field(() => ProgrammeLimits, { description: 'How often one person may drive.' }) limits!: ProgrammeLimits;
  @Field(() => ProgrammeFee, { description: 'What a drive costs.' }) fee!: ProgrammeFee;
  @Field(() => ProgrammeDiscount, { nullable: true, description: 'What buyers get who drove; null: nothing.' }) // prettier-ignore
  discount!: ProgrammeDiscount | null;
  @Field(() => InstantScalar, { description: 'When this version was written.' }) setAt!: Date;
}

/** Outcome of `setTestDriveProgramme` and `archiveTestDriveProgramme`. */
export const TestDriveProgrammeOutcome = createUnionType({
  name: 'TestDriveProgrammeOutcome',
  description: 'The programme, or why it stays as it was.',
  types: () => [TestDriveProgramme, InvalidTestDriveSettings] as const,
  resolveType: (value: object) => ('problems' in value ? InvalidTestDriveSettings : TestDriveProgramme),
});

/** A programme as GraphQL shows it. */
export function toProgramme({ key, name, version, rules, isArchived, createdAt }: TestDriveProgrammeEntity): TestDriveProgramme {
  const { currency, centres, models, minDays, maxDays, identity, deposit, limits, fee, discount } = rules;
  const { pickUpEveryMinutes, turnaroundMinutes, noticeMinutes, horizonDays } = rules;
  return {
    key, name, version, currency, models, deposit, limits, fee, discount, pickUpEveryMinutes, turnaroundMinutes, noticeMinutes, horizonDays,
    archived: isArchived,
    setAt: createdAt,
    identityCheck: identity,
    days: { min: minDays, max: maxDays },
    centres: centres.map(({ dealerId, isSelfService, isAlwaysOpen }) => ({ dealerId, selfService: isSelfService, alwaysOpen: isAlwaysOpen })),
  };
} // prettier-ignore
