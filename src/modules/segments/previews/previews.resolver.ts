import { Args, ID, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { RuleInput } from '../rule.graphql.js';
import { SegmentPreview, SegmentPreviewResult, toPreview, toPreviewResult } from '../segments.graphql.js';
import { SegmentChangePreviewResult, toChangePreview } from './change-preview.graphql.js';
import { ChangePreviewService } from './change-preview.service.js';
import { patienceArgument, patienceMs } from './patience.graphql.js';
import { PreviewService } from './preview.service.js';

/** Rules that are tried. */
@Resolver()
export class PreviewsResolver {
  constructor(
    private readonly previews: PreviewService,
    private readonly changes: ChangePreviewService,
  ) {}

  @Query(() => SegmentPreviewResult, {
    description:
      'Who a rule would reach right now: exact when everybody is counted in time, else an estimate with its margin. No segment is made.',
    complexity: costing(500), // it looks at everyone
  })
  @Allow('marketer')
  async previewSegment(
    @CurrentCaller() caller: Caller,
    @Args('rule', { type: () => RuleInput, description: 'The rule to try.' }) rule: RuleInput,
    @Args('patience', patienceArgument) patience: string,
  ): Promise<typeof SegmentPreviewResult> {
    return toPreviewResult(await this.previews.preview(caller, rule, patienceMs(patience)));
  }

  @Query(() => SegmentPreview, {
    nullable: true,
    description:
      'What has become of a preview that was not exact; null when it is not known any more, after some minutes.',
  })
  @Allow('marketer')
  async segmentPreview(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the preview.' }) id: string,
  ): Promise<SegmentPreview | null> {
    const preview = await this.previews.find(caller, id);
    return preview && toPreview(preview);
  }

  @Query(() => SegmentChangePreviewResult, {
    description: 'Who would enter a segment and who would leave it, had it another rule. Nothing is changed.',
    complexity: costing(2_000), // it looks at everyone four times
  })
  @Allow('marketer')
  async previewSegmentChange(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the segment.' }) id: string,
    @Args('rule', { type: () => RuleInput, description: 'The rule to try in the place of its own.' })
    rule: RuleInput,
    @Args('patience', patienceArgument) patience: string,
  ): Promise<typeof SegmentChangePreviewResult> {
    return toChangePreview(await this.changes.preview(caller, id, rule, patienceMs(patience)));
  }
}
