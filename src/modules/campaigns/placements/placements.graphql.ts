import { Field, ID, InputType, Int, ObjectType, OmitType, PartialType } from '@nestjs/graphql';
import type { Role } from '../../../models/caller.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import { DecimalScalar } from '../../platform/graphql/scalars.js';
import { toMoney } from '../terms/terms.graphql.js';
import type { PlacementRow } from './placements.repository.js';

@ObjectType({ description: 'A spot where offers can be shown.' })
export class Placement {
  @Field(() => ID, { description: 'Its name in code: `home-hero`.' }) key!: string;
  @Field(() => String, { description: 'Its name for people.' }) name!: string;
  @Field(() => String, { description: 'Where it is and what fits there.' }) description!: string;
  @Field(() => Int, {
    nullable: true,
    description: 'Most offers at once, whatever is asked for; null: not bounded.',
  })
  slots!: number | null;
  @Field(() => Money, {
    nullable: true,
    description:
      'What a thousand impressions cost at least; null: nothing, and of storefront keys, which are public.',
  })
  floor!: Money | null;
  @Field(() => Boolean, { description: 'No two advertisers of one category stand on a page.' })
  separatesCompetitors!: boolean;
  @Field(() => Boolean, { description: 'One advertiser takes the whole page.' }) exclusive!: boolean;
}

@InputType({ description: 'A placement to make.' })
export class CreatePlacementInput {
  @Field(() => String, { description: 'Its name in code, small letters, digits and hyphens: `home-hero`.' })
  key!: string;
  @Field(() => String, { description: 'Its name for people.' }) name!: string;
  @Field(() => String, { nullable: true, description: 'Where it is and what fits there.' })
  description?: string | null;
  @Field(() => Int, {
    nullable: true,
    description: 'Most offers at once, 1 to 50; null: as many as are asked for.',
  })
  slots?: number | null;
  @Field(() => DecimalScalar, {
    nullable: true,
    description: 'What a thousand impressions cost at least, in major units of your currency; null: nothing.',
  })
  floor?: string | null;
  @Field(() => Boolean, {
    nullable: true,
    description: 'Whether no two advertisers of one category may stand on a page.',
  })
  separatesCompetitors?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: 'Whether one advertiser takes the whole page.' })
  exclusive?: boolean | null;
}

@InputType({ description: 'What to change; what is left out stays.' })
export class UpdatePlacementInput extends PartialType(OmitType(CreatePlacementInput, ['key'] as const)) {}

/** @param role of whoever asks: prices are not for keys that stand in a page */
export function toPlacement(row: PlacementRow, currency: string, role: Role): Placement {
  const { key, name, description, slots, floorMicros, separatesCompetitors, exclusive } = row;
  const floor = floorMicros === 0 || role === 'storefront' ? null : toMoney(floorMicros, currency);
  return { key, name, description, slots, floor, separatesCompetitors, exclusive };
}
