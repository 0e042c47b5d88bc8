import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { CurrentCaller } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { SegmentInUse } from '../segments/segments.graphql.js';
import { Experiment, toExperiment } from './experiments.graphql.js';
import { ExperimentsService } from './experiments.service.js';

/** Names the experiments that hold a segment: segments do not know them. */
@Resolver(() => SegmentInUse)
export class SegmentTriedResolver {
  constructor(
    private readonly service: ExperimentsService,
    private readonly clock: Clock,
  ) {}

  @ResolveField(() => [Experiment], { description: 'The running experiments of which an arm is narrowed to it.' })
  async triedBy(@CurrentCaller() caller: Caller, @Parent() { segment }: SegmentInUse): Promise<Experiment[]> {
    const holding = await this.service.holding(caller, segment.id);
    return holding.map((experiment) => toExperiment(experiment, this.clock.now()));
  }
} // prettier-ignore
