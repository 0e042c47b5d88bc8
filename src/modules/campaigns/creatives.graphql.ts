import { createUnionType, Field, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { CreativeStatus } from '../../models/campaign/creative.entity.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { CreativeAngle } from '../../models/prediction/scores.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { InputProblem } from './input-problem.graphql.js';

/** Creative status under its GraphQL spelling. */
export enum CreativeStatusName {
  ACTIVE = 'active',
  ARCHIVED = 'archived',
}
registerEnumType(CreativeStatusName, {
  name: 'CreativeStatus',
  description: 'Whether a creative is in use.',
  valuesMap: {
    ACTIVE: { description: 'May be shown.' },
    ARCHIVED: { description: 'Out of use, kept because decisions name it.' },
  },
});

/** The angles as an enum object for GraphQL. */
export enum CreativeAngleName {
  PRICE = 'PRICE',
  FINANCE = 'FINANCE',
  TEST_DRIVE = 'TEST_DRIVE',
  LIFESTYLE = 'LIFESTYLE',
  TECHNOLOGY = 'TECHNOLOGY',
}
registerEnumType(CreativeAngleName, {
  name: 'CreativeAngle',
  description: 'The one thing a creative talks about.',
  valuesMap: {
    PRICE: { description: 'What the car costs.' },
    FINANCE: { description: 'Monthly payments, leasing, credit.' },
    TEST_DRIVE: { description: 'Come and drive it.' },
    LIFESTYLE: { description: 'The life one has with it.' },
    TECHNOLOGY: { description: 'What is inside: range, safety, assistance.' },
  },
});

@ObjectType({ description: 'A button.' })
export class CallToAction {
  @Field(() => String, { description: 'Words on the button.' }) label!: string;
  @Field(() => String, { description: 'Where it leads: a web address or an app link.' }) url!: string;
}

@ObjectType({
  description:
    'One way of saying it. Texts may hold `{make}`, `{model}`, `{price}` and the like, filled in from the vehicle.',
})
export class Creative {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { description: 'The campaign it belongs to.' }) campaignId!: string;
  @Field(() => String, { description: 'Its name for marketers; never shown to shoppers.' }) name!: string;
  @Field(() => CreativeAngleName, { description: 'What it talks about.' }) angle!: CreativeAngle;
  @Field(() => String, { description: 'Headline, with its templates.' }) headline!: string;
  @Field(() => String, { description: 'Text below the headline, with its templates.' }) body!: string;
  @Field(() => String, { nullable: true, description: "Picture; null means the vehicle's own." })
  imageUrl!: string | null;
  @Field(() => CallToAction, { description: 'The button, with its templates.' }) callToAction!: CallToAction;
  @Field(() => String, { nullable: true, description: 'What law asks to be shown beside it; null where it asks for nothing.' }) // prettier-ignore
  disclosure!: string | null;
  @Field(() => Int, {
    description:
      "Its share beside the campaign's other creatives, where those rotate by weight; 0: never shown.",
  })
  weight!: number;
  @Field(() => CreativeStatusName, { description: 'Whether it is in use.' }) status!: CreativeStatus;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it last changed.' }) updatedAt!: Date;
}

@ObjectType({ description: 'Nothing was changed: the creative as sent cannot be.' })
export class InvalidCreative {
  @Field(() => [InputProblem], { description: 'Everything that is wrong, at once.' }) problems!: Problem[];
}

/** What adding or changing a creative answers. */
export const CreativeResult = createUnionType({
  name: 'CreativeResult',
  description: 'The creative, or what is wrong with the input.',
  types: () => [Creative, InvalidCreative] as const,
  resolveType: (value: object) => ('problems' in value ? 'InvalidCreative' : 'Creative'),
});

/** A creative as its row or its change tells it. */
export interface CreativeTold extends Omit<Creative, 'callToAction' | 'createdAt'> {
  readonly callToAction: string;
  readonly deepLink: string;
  readonly createdAt: Date | string;
}

export function toCreative(told: CreativeTold): Creative {
  const { id, campaignId, name, angle, headline, body, imageUrl, disclosure, weight, status, updatedAt } = told;
  const callToAction = { label: told.callToAction, url: told.deepLink };
  const createdAt = new Date(told.createdAt);
  return { id, campaignId, name, angle, headline, body, imageUrl, callToAction, disclosure, weight, status, createdAt, updatedAt };
} // prettier-ignore
