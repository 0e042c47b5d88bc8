import { Args, Mutation, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { storedSentence } from '../sentence.js';
import { SentenceArgs } from '../sentences.resolver.js';
import { Segment, SegmentResult, toSegmentResult } from '../segments.graphql.js';
import { SegmentsService } from '../segments.service.js';
import { RestoreSegmentVersionArgs, SegmentVersion, SegmentVersionConnection, toSegmentVersion } from './versions.graphql.js'; // prettier-ignore
import { VersionsService } from './versions.service.js';

@Resolver(() => Segment)
export class VersionsResolver {
  constructor(private readonly service: VersionsService) {}

  @ResolveField(() => SegmentVersionConnection, {
    description:
      'The rules it had and has, newest first; other changes are not told. Of a stage of the lifecycle none.',
  })
  async versions(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Segment,
    @Args() args: PageArgs,
  ): Promise<Connection<SegmentVersion>> {
    const page = pageOf(args);
    const rows = await this.service.page(caller, id, page);
    return toConnection(rows.map(toSegmentVersion), page, ({ version }) => [String(version)]);
  }

  @Mutation(() => SegmentResult, {
    description:
      'Gives a segment the rule it had at an earlier version, as a new version. The rule is judged by what is there today, and applied to everyone anew. Errors SEGMENT_NOT_FOUND, SEGMENT_VERSION_NOT_FOUND, and those of `updateSegment`.',
  })
  @Allow('marketer')
  async restoreSegmentVersion(
    @CurrentCaller() caller: Caller,
    @Args() { id, version, expectedVersion }: RestoreSegmentVersionArgs,
  ): Promise<typeof SegmentResult> {
    return toSegmentResult(await this.service.restore(caller, id, version, expectedVersion));
  }
}

/** A segment's earlier rule in words; what it refers to is called as it is called today. */
@Resolver(() => SegmentVersion)
export class VersionSentence {
  constructor(private readonly segments: SegmentsService) {}

  @ResolveField(() => String, { description: 'Who belonged, in words.' })
  async sentence(
    @CurrentCaller() { tenantId }: Caller,
    @Parent() { rule }: SegmentVersion,
    @Args() { language }: SentenceArgs,
  ): Promise<string> {
    return storedSentence(rule, { language, names: await this.segments.names(tenantId) });
  }
}
