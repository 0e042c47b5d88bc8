import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { CreativeSums } from './creative-sums.js';

@ObjectType({ description: 'What came of a creative at a placement, where its campaign learns which of its creatives to show.' }) // prettier-ignore
export class CreativeFigures {
  @Field(() => ID, { description: 'The creative; it may be archived by now.' }) creativeId!: string;
  @Field(() => String, { description: 'Where it was shown.' }) placement!: string;
  @Field(() => Int, { description: 'Offers with it that were seen.' }) shown!: number;
  @Field(() => Int, { description: 'How many of those were clicked.' }) clicked!: number;
  @Field(() => Float, { description: 'Clicked of shown, from 0 to 1.' }) clickRate!: number;
  @Field(() => Float, { description: "Shown of all that was seen of the campaign's creatives there, from 0 to 1." }) // prettier-ignore
  share!: number;
}

/** The figures of a campaign for GraphQL, the most shown of each placement first. */
export function toCreativeFigures(sums: readonly CreativeSums[]): CreativeFigures[] {
  const seen = new Map<string, number>();
  for (const { context, shown } of sums) seen.set(context, (seen.get(context) ?? 0) + shown);
  return sums
    .map(({ creativeId, context: placement, shown, clicked }) => ({
      ...{ creativeId, placement, shown, clicked },
      clickRate: shown === 0 ? 0 : clicked / shown,
      share: shown / Math.max(1, seen.get(placement) ?? 0),
    }))
    .sort((a, b) => (a.placement < b.placement ? -1 : a.placement > b.placement ? 1 : b.shown - a.shown));
}
