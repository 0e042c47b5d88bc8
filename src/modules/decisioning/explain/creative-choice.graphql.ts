import { Field, Float, ID, ObjectType } from '@nestjs/graphql';
import type { CreativeLottery } from '../../../models/decision/decision.js';

@ObjectType({ description: 'A creative that was in question for an offer.' })
export class CreativeChance {
  @Field(() => ID, { description: 'The creative.' }) creativeId!: string;
  @Field(() => Float, {
    description: 'Probability that it was this one, from 0 to 1; 0 of one the viewer might not be shown.',
  })
  chance!: number;
  @Field(() => Float, {
    nullable: true,
    description: 'Click probability the model foretold, from 0 to 1; null where the model was not asked.',
  })
  foretoldClick!: number | null;
}

@ObjectType({
  description:
    'How the creative was chosen among its campaign’s: drawn by how likely each is the best, by what the model foretells and what came of it so far.',
})
export class CreativeChoice {
  @Field(() => Boolean, {
    description:
      'Whether views and clicks of its creatives were known; false: the model’s word alone decided.',
  })
  learned!: boolean;
  @Field(() => [CreativeChance], {
    description: 'All active creatives of the campaign; their chances add up to 1.',
  })
  chances!: CreativeChance[];
}

/** The choice for GraphQL; null where there was none. */
export function toCreativeChoice(choice: CreativeLottery | null | undefined): CreativeChoice | null {
  if (!choice) return null;
  const chances = choice.chances.map(({ creativeId, chance, click }) => ({ creativeId, chance, foretoldClick: click })); // prettier-ignore
  return { learned: choice.isTold, chances };
}
