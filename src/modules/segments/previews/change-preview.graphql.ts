import { createUnionType, Field, Int, ObjectType } from '@nestjs/graphql';
import { SegmentPreview, InvalidRule, toPreview } from '../segments.graphql.js';
import type { RuleProblem } from '../validate.js';
import type { ChangePreview } from './change-preview.service.js';

@ObjectType({
  description:
    'What another rule would change in a segment. Where it is exact it was counted in one walk through everybody, and adds up; estimates are each by itself.',
})
export class SegmentChangePreview {
  @Field(() => Int, {
    description:
      'Version of the segment it was held against: give it to `updateSegment` as `expectedVersion`.',
  })
  version!: number;
  @Field(() => SegmentPreview, { description: 'Who would be in.' }) after!: SegmentPreview;
  @Field(() => SegmentPreview, { description: 'Who is not in, and would enter.' }) entering!: SegmentPreview;
  @Field(() => SegmentPreview, { description: 'Who is in, and would leave.' }) leaving!: SegmentPreview;
}

/** What trying another rule for a segment answers. */
export const SegmentChangePreviewResult = createUnionType({
  name: 'SegmentChangePreviewResult',
  description: 'The difference, or what is wrong with the rule.',
  types: () => [SegmentChangePreview, InvalidRule],
  resolveType: (value: object) => ('problems' in value ? InvalidRule : SegmentChangePreview),
});

/** A difference as GraphQL answers it. */
export function toChangePreview(
  outcome: { change: ChangePreview } | { problems: readonly RuleProblem[] },
): SegmentChangePreview | InvalidRule {
  if ('problems' in outcome) return { problems: outcome.problems };
  const { version, after, entering, leaving } = outcome.change;
  return {
    version,
    after: toPreview(after),
    entering: toPreview(entering),
    leaving: toPreview(leaving),
  };
}
