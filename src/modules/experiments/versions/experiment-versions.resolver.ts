import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { CurrentCaller } from '../../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { Experiment } from '../experiments.graphql.js';
import { ExperimentVersion, ExperimentVersionConnection, toExperimentVersion } from './experiment-versions.graphql.js'; // prettier-ignore
import { ExperimentVersionsService } from './experiment-versions.service.js';

@Resolver(() => Experiment)
export class ExperimentVersionsResolver {
  constructor(private readonly service: ExperimentVersionsService) {}

  @ResolveField(() => ExperimentVersionConnection, {
    description: 'What was done to it and became of it, newest first, and what each deed changed.',
  })
  async versions(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Experiment,
    @Args() args: PageArgs,
  ): Promise<Connection<ExperimentVersion>> {
    const page = pageOf(args);
    const rows = await this.service.page(caller, id, page);
    return toConnection(rows.map(toExperimentVersion), page, ({ version }) => [String(version)]);
  }
}
