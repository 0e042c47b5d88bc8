import { Args, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import {
  AudienceGrowth,
  AudienceGrowthArgs,
  AudienceOverlap,
  AudienceOverlapArgs,
  toAudienceGrowth,
  toAudienceOverlap,
} from './figures.graphql.js';
import { FiguresService } from './figures.service.js';

@Resolver()
export class FiguresResolver {
  constructor(private readonly service: FiguresService) {}

  @Query(() => AudienceOverlap, {
    description:
      'What segments have in common: how many people are in each two of them, and in all. Errors AUDIENCE_OVERLAP_SIZE, SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED.',
    complexity: costing(1_000), // it goes through everyone in them
  })
  @Allow('marketer')
  async audienceOverlap(
    @CurrentCaller() caller: Caller,
    @Args() { segmentIds }: AudienceOverlapArgs,
  ): Promise<AudienceOverlap> {
    return toAudienceOverlap(await this.service.overlap(caller, segmentIds));
  }

  @Query(() => AudienceGrowth, {
    description:
      'How a segment grew: who entered and who left each day, and how many were in it. Whoever was erased is counted on no day. Errors AUDIENCE_GROWTH_DAYS, SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED where it was archived before.',
    complexity: costing(500), // it goes through everyone in it
  })
  @Allow('marketer')
  async audienceGrowth(
    @CurrentCaller() caller: Caller,
    @Args() { segmentId, from, to }: AudienceGrowthArgs,
  ): Promise<AudienceGrowth> {
    return toAudienceGrowth(await this.service.growth(caller, segmentId, from, to));
  }
}
