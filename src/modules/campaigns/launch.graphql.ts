import { createUnionType, Field, ObjectType, registerEnumType } from '@nestjs/graphql';
import { described, enumOf } from '../platform/graphql/enums.js';
import { Campaign, toCampaign } from './campaigns.graphql.js';
import type { WholeCampaign } from './campaigns.repository.js';
import { obstacleWords } from './obstacle-words.js';
import { launchObstacles, type LaunchObstacle, type LaunchObstacleCode } from './launch-obstacles.js';

/** Obstacle codes as an enum object for GraphQL. */
export const LaunchObstacleEnum = enumOf(launchObstacles);
registerEnumType(LaunchObstacleEnum, {
  name: 'LaunchObstacle',
  description: 'Why a campaign cannot go live.',
  valuesMap: described<LaunchObstacleCode>(obstacleWords),
});

@ObjectType({ description: 'One reason why a campaign cannot go live.' })
export class LaunchReason {
  @Field(() => LaunchObstacleEnum, { description: 'The reason, for programs.' }) code!: LaunchObstacleCode;
  @Field(() => String, { description: 'The reason, for people.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'The campaign stays as it is.' })
export class CannotLaunch {
  @Field(() => [LaunchReason], { description: 'Everything in the way, at once.' }) reasons!: LaunchObstacle[];
}

/** What launching answers. */
export const LaunchResult = createUnionType({
  name: 'LaunchResult',
  description: 'The campaign, now live, or everything that is in the way.',
  types: () => [Campaign, CannotLaunch] as const,
  resolveType: (value: object) => ('reasons' in value ? 'CannotLaunch' : 'Campaign'),
});

export function toLaunchResult(
  launched: WholeCampaign | { obstacles: LaunchObstacle[] },
  now: number,
): Campaign | CannotLaunch {
  return 'obstacles' in launched ? { reasons: launched.obstacles } : toCampaign(launched, now);
}
