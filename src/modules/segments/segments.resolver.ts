import { Args, ID, Int, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { costing } from '../platform/graphql/query-cost.plugin.js';
import { ViewerInput } from '../profiles/viewer.graphql.js';
import { AudienceService } from './audience.service.js';
import {
  ArchiveSegmentResult,
  CreateSegmentInput,
  Segment,
  SegmentConnection,
  SegmentMember,
  SegmentMemberConnection,
  SegmentMembership,
  SegmentResult,
  SegmentsArgs,
  toArchiveResult,
  toMembership,
  toMention,
  toSegment,
  toSegmentResult,
  UpdateSegmentInput,
} from './segments.graphql.js';
import { SegmentsService } from './segments.service.js';

@Resolver(() => Segment)
export class SegmentsResolver {
  constructor(
    private readonly service: SegmentsService,
    private readonly audience: AudienceService,
  ) {}

  @Query(() => Segment, { description: 'One segment.' })
  @Allow('marketer')
  async segment(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the segment.' }) id: string,
  ): Promise<Segment> {
    return toSegment(await this.service.find(caller, id));
  }

  @Query(() => SegmentConnection, {
    description: 'The segments you made, newest first. Stages of the lifecycle are listed by `lifecycle`.',
  })
  @Allow('marketer')
  async segments(@CurrentCaller() caller: Caller, @Args() args: SegmentsArgs): Promise<Connection<Segment>> {
    const page = pageOf(args);
    const rows = await this.service.list(caller, page, args.includeArchived);
    return toConnection(rows.map(toSegment), page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Query(() => SegmentMembership, {
    description: 'Why one person is in or out of a segment. Name them by viewer or by profileId, not both.',
    complexity: costing(50),
  })
  @Allow('marketer')
  async membership(
    @CurrentCaller() caller: Caller,
    @Args('segmentId', { type: () => ID, description: 'Id of the segment.' }) segmentId: string,
    @Args('viewer', { type: () => ViewerInput, nullable: true, description: 'Whom to ask about.' })
    viewer?: ViewerInput,
    @Args('profileId', { type: () => ID, nullable: true, description: 'Or their profile.' })
    profileId?: string,
  ): Promise<SegmentMembership> {
    return toMembership(await this.audience.membership(caller, segmentId, toMention(profileId, viewer)));
  }

  @Mutation(() => SegmentResult, {
    description: 'Makes a segment. It answers at once; `evaluating` tells when everyone known was looked at.',
  })
  @Allow('marketer')
  async createSegment(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreateSegmentInput, description: 'The segment to make.' })
    input: CreateSegmentInput,
  ): Promise<typeof SegmentResult> {
    return toSegmentResult(await this.service.create(caller, input));
  }

  @Mutation(() => SegmentResult, { description: 'Changes a segment.' })
  @Allow('marketer')
  async updateSegment(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the segment.' }) id: string,
    @Args('input', { type: () => UpdateSegmentInput, description: 'What to change.' })
    input: UpdateSegmentInput,
  ): Promise<typeof SegmentResult> {
    return toSegmentResult(await this.service.update(caller, id, input));
  }

  @Mutation(() => ArchiveSegmentResult, {
    description:
      'Ends a segment: everyone leaves it, its history is kept. Refused while a campaign that is not ended names it or the rule of another segment refers to it.',
  })
  @Allow('marketer')
  async archiveSegment(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the segment.' }) id: string,
  ): Promise<typeof ArchiveSegmentResult> {
    return toArchiveResult(await this.service.archive(caller, id));
  }

  @ResolveField(() => Int, { description: 'How many people are in it now.', complexity: 2 })
  size(@CurrentCaller() caller: Caller, @Parent() { id }: Segment): Promise<number> {
    return this.service.size(caller, id);
  }

  @ResolveField(() => Boolean, {
    description: 'True while a new or changed rule is still being applied to everyone known.',
    complexity: 2,
  })
  evaluating(@CurrentCaller() caller: Caller, @Parent() { id }: Segment): Promise<boolean> {
    return this.service.isEvaluating(caller, id);
  }

  @ResolveField(() => SegmentMemberConnection, { description: 'Who is in it, in the order of entering.' })
  async members(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Segment,
    @Args() args: PageArgs,
  ): Promise<Connection<SegmentMember>> {
    const page = pageOf(args);
    const rows = await this.service.members(caller, id, page);
    return toConnection(rows, page, ({ enteredAt, profileId }) => [enteredAt.toISOString(), profileId]);
  }
}
