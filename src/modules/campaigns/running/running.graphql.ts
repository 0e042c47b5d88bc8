import { Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { obstacleWords } from '../obstacle-words.js';
import { reasonsNotRunning, type NotRunning, type ReasonNotRunning } from './why-not-running.js';

/** Reasons under their GraphQL spelling. */
export const ReasonNotRunningEnum = enumOf(reasonsNotRunning);
registerEnumType(ReasonNotRunningEnum, {
  name: 'ReasonNotRunning',
  description: 'Why a campaign is not shown now: a `LaunchObstacle`, or what else holds it back.',
  valuesMap: described<ReasonNotRunning>({
    ...obstacleWords,
    DRAFT: 'It was never launched.',
    PAUSED: 'Somebody holds it back.',
    NOT_BEGUN: 'Its schedule has not begun.',
    OUTSIDE_HOURS: 'It is outside its hours.',
    AUDIENCE_EMPTY: 'Nobody is in any of the segments it is for.',
  }),
});

@ObjectType({ description: 'One thing that keeps a campaign from being shown now.' })
export class WhyNotRunning {
  @Field(() => ReasonNotRunningEnum, { description: 'The reason, for programs.' }) code!: ReasonNotRunning;
  @Field(() => String, { description: 'The reason, for people.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
  @Field(() => InstantScalar, {
    nullable: true,
    description: 'When it passes by itself; null where somebody has to do something.',
  })
  until!: Date | null;
}

export function toWhyNotRunning({ code, message, remedy, until }: NotRunning): WhyNotRunning {
  return { code, message, remedy, until: until === null ? null : new Date(until) };
}
