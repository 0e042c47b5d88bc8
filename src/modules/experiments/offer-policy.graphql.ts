import { Field, Float, InputType, ObjectType } from '@nestjs/graphql';
import type { OfferPolicy as Policy } from '../../models/decision/offer-policy.js';

const explored =
  'Share of positions, 0 to 0.5, that are drawn to learn from where the best is not taken; null: 0.1, as for everybody. With 0 nothing is learned of offers that never come first.';
const learnsCreatives =
  'Whether campaigns that optimise show the creatives that clicks speak for; false: those the model expects most of; null: true, as for everybody.';
const boostsAgeing =
  'Whether cars that stand for more than 45 days are shown more; null: true, as for everybody.';

@ObjectType({ description: 'How offers are chosen for the people of an arm. What is null is as for everybody.' }) // prettier-ignore
export class OfferPolicy implements Policy {
  @Field(() => Float, { nullable: true, description: explored }) explored!: number | null;
  @Field(() => Boolean, { nullable: true, description: learnsCreatives }) learnsCreatives!: boolean | null;
  @Field(() => Boolean, { nullable: true, description: boostsAgeing }) boostsAgeing!: boolean | null;
}

@InputType({ description: 'How offers are chosen for the people of an arm. What is left out is as for everybody.' }) // prettier-ignore
export class OfferPolicyInput {
  @Field(() => Float, { nullable: true, description: explored }) explored?: number | null;
  @Field(() => Boolean, { nullable: true, description: learnsCreatives }) learnsCreatives?: boolean | null;
  @Field(() => Boolean, { nullable: true, description: boostsAgeing }) boostsAgeing?: boolean | null;
}
