import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CreativeLottery } from '../../../models/decision/decision.js';
import type { ChosenOffer } from '../choose.js';

@ObjectType({
  description:
    "How a creative was chosen among its campaign's: drawn by how likely each is the best, by what the model foretells and what came of each so far.",
})
export class CreativeChoice {
  @Field(() => Float, { description: 'Probability that it was this one, from above 0 to 1: a factor of the propensity of the offer.' }) // prettier-ignore
  chance!: number;
  @Field(() => Int, { description: 'How many creatives it could have been.' }) among!: number;
  @Field(() => Boolean, { description: "Whether views or clicks of the campaign's creatives were known; false: the model's word alone decided." }) // prettier-ignore
  learned!: boolean;
}

@ObjectType({ description: 'A creative that is in question for an offer.' })
export class CreativeChance {
  @Field(() => ID, { description: 'The creative.' }) creativeId!: string;
  @Field(() => Float, { description: 'Probability that it is this one, from 0 to 1; 0 of one the viewer may not be shown now.' }) // prettier-ignore
  chance!: number;
  @Field(() => Float, { nullable: true, description: 'Click probability the model foretells, from 0 to 1; null where it was not asked.' }) // prettier-ignore
  foretoldClick!: number | null;
}

/** The choice for GraphQL; null where there was none. */
export function toCreativeChoice(choice: CreativeLottery | null | undefined): CreativeChoice | null {
  return choice ? { chance: choice.chance, among: choice.among, learned: choice.isTold } : null;
}

/** All creatives that are in question for an offer. */
export function toCreativeChances({ campaign, choice }: Pick<ChosenOffer, 'campaign' | 'choice'>): CreativeChance[] {
  if (!choice) return [];
  const { chances, clicks } = choice;
  return campaign.creatives.map(({ id }, place) => ({ creativeId: id, chance: chances[place] ?? 0, foretoldClick: clicks[place] ?? null }));
} // prettier-ignore
