import { createUnionType, Field, ID, InputType, ObjectType, PartialType, registerEnumType } from '@nestjs/graphql'; // prettier-ignore
import { advertiserKinds, type AdvertiserKind } from '../../../models/campaign/advertiser.entity.js';
import type { Problem } from '../../../models/campaign/problem.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { InputProblem } from '../input-problem.graphql.js';
import type { AdvertiserRow } from './advertisers.repository.js';

/** Kinds of advertisers under their GraphQL spelling. */
export const AdvertiserKindEnum = enumOf(advertiserKinds);
registerEnumType(AdvertiserKindEnum, {
  name: 'AdvertiserKind',
  description: 'Who an advertiser is.',
  valuesMap: described<AdvertiserKind>({
    CARMAKER: 'A maker of cars.',
    DEALER: 'One of your dealers.',
    HOUSE: 'You yourself, under a name of its own.',
  }),
});

@ObjectType({ description: 'Somebody whose campaigns are shown, and who pays for them.' })
export class Advertiser {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => AdvertiserKindEnum, { description: 'Who it is.' }) kind!: AdvertiserKind;
  @Field(() => ID, {
    nullable: true,
    description: 'The dealer it is; null of other kinds, and of a dealer that is gone.',
  })
  dealerId!: string | null;
  @Field(() => [String], {
    description:
      'Where a placement separates competitors, it does not stand beside advertisers of one of these: brands, mostly.',
  })
  categories!: string[];
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it last changed.' }) updatedAt!: Date;
}

@InputType({ description: 'An advertiser to make.' })
export class CreateAdvertiserInput {
  @Field(() => String, { description: 'Its name, at most 120 characters.' }) name!: string;
  @Field(() => AdvertiserKindEnum, { description: 'Who it is.' }) kind!: AdvertiserKind;
  @Field(() => ID, { nullable: true, description: 'Of a DEALER: which one.' }) dealerId?: string | null;
  @Field(() => [String], {
    nullable: true,
    description: 'Whom it does not stand beside: brands, mostly. At most 20, compared in small letters.',
  })
  categories?: string[] | null;
}

@InputType({ description: 'What to change; what is left out stays. A list replaces the whole of the old.' })
export class UpdateAdvertiserInput extends PartialType(CreateAdvertiserInput) {}

@ObjectType({ description: 'Nothing was changed: the advertiser as sent cannot be.' })
export class InvalidAdvertiser {
  @Field(() => [InputProblem], { description: 'Everything that is wrong, at once.' }) problems!: Problem[];
}

/** What making or changing an advertiser answers. */
export const AdvertiserResult = createUnionType({
  name: 'AdvertiserResult',
  description: 'The advertiser, or what is wrong with the input.',
  types: () => [Advertiser, InvalidAdvertiser] as const,
  resolveType: (value: object) => ('problems' in value ? 'InvalidAdvertiser' : 'Advertiser'),
});

export function toAdvertiser({ tenantId: _tenantId, ...advertiser }: AdvertiserRow): Advertiser {
  return advertiser;
}
