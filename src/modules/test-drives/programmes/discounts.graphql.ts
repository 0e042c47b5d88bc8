import { createUnionType, Field, ID, ObjectType } from '@nestjs/graphql';
import { DecimalScalar, InstantScalar } from '../../platform/graphql/scalars.js';
import { InvalidBooking } from '../test-drives.graphql.js';
import type { DriveDiscount, RedeemOutcome } from './drive-discounts.service.js';
import { toInvalid } from './drive-outcomes.graphql.js';
import type { BandOutcome } from './partner-bands.service.js';
import { ProgrammeModel } from './programmes.graphql.js';

@ObjectType({ description: 'What a discount makes of the price of a car.' })
export class DiscountOnCar {
  @Field(() => DecimalScalar, { description: 'What comes off the price.' }) off!: string;
  @Field(() => DecimalScalar, { description: 'What the car costs then.' }) priceAfter!: string;
  @Field(() => String, { description: 'ISO 4217.' }) currency!: string;
}

@ObjectType({ description: 'What somebody gets who drove under a programme and then buys. It is used once.' })
export class TestDriveDiscount {
  @Field(() => ID, { description: 'Its id: that of the booking.' }) id!: string;
  @Field(() => String, { description: 'Key of the programme.' }) programme!: string;
  @Field(() => ProgrammeModel, { description: 'What was driven.' }) driven!: ProgrammeModel;
  @Field(() => [ProgrammeModel], { description: 'The models it is for.' }) models!: readonly ProgrammeModel[];
  @Field(() => DecimalScalar, { nullable: true, description: 'Percent off the price.' })
  percent!: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Or an amount off it.' }) amount!: string | null;
  @Field(() => String, { description: 'ISO 4217, of the amount.' }) currency!: string;
  @Field(() => InstantScalar, { description: 'Until when it can be used.' }) validUntil!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was used; null: it was not.' })
  redeemedAt!: Date | null;
  @Field(() => DiscountOnCar, { nullable: true, description: 'What it makes of the price of the car that was named; null: none was.' }) // prettier-ignore
  onCar!: DiscountOnCar | null;
}

@ObjectType({ description: 'The discount went into another order.' })
export class DiscountRedeemedBefore {
  @Field(() => InstantScalar, { description: 'When.' }) usedAt!: Date;
}

@ObjectType({ description: 'The discount could be used, and cannot any more.' })
export class DiscountExpired {
  @Field(() => InstantScalar, { description: 'Until when it could.' }) validUntil!: Date;
}

/** Outcome of `redeemTestDriveDiscount`. */
export const RedeemTestDriveDiscountOutcome = createUnionType({
  name: 'RedeemTestDriveDiscountOutcome',
  description: 'The discount, used for this order, or why it was not.',
  types: () => [TestDriveDiscount, DiscountRedeemedBefore, DiscountExpired, InvalidBooking] as const,
  resolveType: (value: object) => value.constructor.name,
});

@ObjectType({ description: 'The band a partner has somebody in, as it is kept now.' })
export class PartnerBand {
  @Field(() => String, { description: 'The partner, in lower case.' }) partner!: string;
  @Field(() => String, { nullable: true, description: 'The band; null: in none.' }) band!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'Until when; null: until it is set anew.' })
  validUntil!: Date | null;
}

/** Outcome of `setPartnerBand`. */
export const SetPartnerBandOutcome = createUnionType({
  name: 'SetPartnerBandOutcome',
  description: 'The band, or why it stays as it was.',
  types: () => [PartnerBand, InvalidBooking] as const,
  resolveType: (value: object) => value.constructor.name,
});

/** A discount as GraphQL shows it. */
export function toDiscount({ bookingId, programmeKey, rules, driven, ...discount }: DriveDiscount): TestDriveDiscount {
  const { percent, amount, models } = rules;
  const fields = { ...discount, id: bookingId, programme: programmeKey, driven, percent, amount, models: models.length > 0 ? models : [driven] };
  return Object.assign(new TestDriveDiscount(), fields);
} // prettier-ignore

/** What became of using a discount. */
export function toRedeemAnswer(outcome: RedeemOutcome) {
  switch (outcome.kind) {
    case 'DISCOUNT':
      return toDiscount(outcome.discount);
    case 'REDEEMED_BEFORE':
      return Object.assign(new DiscountRedeemedBefore(), { usedAt: outcome.redeemedAt });
    case 'EXPIRED':
      return Object.assign(new DiscountExpired(), { validUntil: outcome.validUntil });
    case 'INVALID':
      return toInvalid(outcome);
  }
}

/** A band as it is kept now, or what is wrong with what was said. */
export function toBandAnswer(outcome: BandOutcome): PartnerBand | InvalidBooking {
  if (outcome.kind === 'INVALID') return toInvalid(outcome);
  const { partner, band, validUntil } = outcome;
  return Object.assign(new PartnerBand(), { partner, band, validUntil });
}
