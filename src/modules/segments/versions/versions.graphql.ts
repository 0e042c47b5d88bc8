import { ArgsType, Field, ID, Int, ObjectType } from '@nestjs/graphql';
import type { Rule } from '../../../models/segment/rule.js';
import type { SegmentVersionEntity } from '../../../models/segment/segment-version.entity.js';
import { connectionOf } from '../../platform/graphql/connection.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { RuleScalar } from '../rule.graphql.js';

@ObjectType({ description: 'A rule that a segment got, in force until the next.' })
export class SegmentVersion {
  @Field(() => Int, { description: 'The version of the segment that brought it.' }) version!: number;
  @Field(() => RuleScalar, { description: 'The rule, as JSON that `RuleInput` takes.' }) rule!: Rule;
  @Field(() => InstantScalar, { description: 'When it was given.' }) changedAt!: Date;
  @Field(() => ID, {
    nullable: true,
    description: 'Public id of the key that gave it; null where that was before versions were kept.',
  })
  changedBy!: string | null;
}

/** A page of a segment's rules. */
export const SegmentVersionConnection = connectionOf(SegmentVersion, 'SegmentVersion');

/** Which rule to take up again. */
@ArgsType()
export class RestoreSegmentVersionArgs {
  @Field(() => ID, { description: 'Id of the segment.' }) id!: string;
  @Field(() => Int, { description: 'The version of the segment whose rule it is to have again.' })
  version!: number;
  @Field(() => Int, { nullable: true, description: 'Refuse if the segment is no longer at this version.' })
  expectedVersion?: number | null;
}

export function toSegmentVersion({
  version,
  rule,
  changedAt,
  changedBy,
}: SegmentVersionEntity): SegmentVersion {
  return { version, rule, changedAt, changedBy };
}
