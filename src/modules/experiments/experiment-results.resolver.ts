import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { CurrentCaller } from '../platform/access.js';
import { ExperimentResults, toResults } from './experiment-results.graphql.js';
import { Experiment } from './experiments.graphql.js';
import { ResultsService } from './results.service.js';

/** What an experiment says, where it is asked for: it is read with the experiment. */
@Resolver(() => Experiment)
export class ExperimentResultsResolver {
  constructor(private readonly service: ResultsService) {}

  @ResolveField(() => ExperimentResults, {
    nullable: true,
    description: 'What it says so far, some ten seconds behind what happens; null before it was started.',
  })
  async results(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Experiment,
  ): Promise<ExperimentResults | null> {
    const results = await this.service.of(caller, id);
    return results && toResults(results);
  }
}
