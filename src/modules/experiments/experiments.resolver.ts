import { Args, ID, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import type { ExperimentStatus } from '../../models/experiment/experiment-plan.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { Clock } from '../platform/clock.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { Experiment, ExperimentConnection, ExperimentOutcome, ExperimentStatusEnum, toExperiment, toOutcome } from './experiments.graphql.js'; // prettier-ignore
import { CreateExperimentInput, UpdateExperimentInput } from './experiments.inputs.graphql.js';
import { ExperimentsService } from './experiments.service.js';

const idArg = { type: () => ID, description: 'Id of the experiment.' };

@Resolver()
export class ExperimentsResolver {
  constructor(
    private readonly service: ExperimentsService,
    private readonly clock: Clock,
  ) {}

  @Query(() => ExperimentConnection, { description: "The tenant's experiments, newest first." })
  @Allow('marketer')
  async experiments(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('status', { type: () => ExperimentStatusEnum, nullable: true, description: 'Only those that stand here.' }) // prettier-ignore
    status: ExperimentStatus | null,
  ): Promise<Connection<Experiment>> {
    const page = pageOf(args);
    const rows = await this.service.list(caller, status ?? null, page);
    const told = rows.map((row) => toExperiment(row, this.clock.now()));
    return toConnection(told, page, ({ createdAt, id }) => [createdAt.toISOString(), id]);
  }

  @Query(() => Experiment, {
    description: 'One experiment. Error EXPERIMENT_NOT_FOUND when there is none of that id.',
  })
  @Allow('marketer')
  async experiment(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Experiment> {
    return toExperiment(await this.service.get(caller, id), this.clock.now());
  }

  @Mutation(() => ExperimentOutcome, {
    description: 'Plans an experiment, or says everything that is wrong. Error TOO_MANY_EXPERIMENTS.',
  })
  @Allow('marketer')
  async createExperiment(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreateExperimentInput, description: 'The experiment to plan.' })
    input: CreateExperimentInput,
  ): Promise<typeof ExperimentOutcome> {
    return toOutcome(await this.service.create(caller, input), this.clock.now());
  }

  @Mutation(() => ExperimentOutcome, {
    description: 'Changes an experiment. Errors EXPERIMENT_NOT_FOUND, and EXPERIMENT_STATUS once it is over.',
  })
  @Allow('marketer')
  async updateExperiment(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
    @Args('input', { type: () => UpdateExperimentInput, description: 'What to change.' })
    input: UpdateExperimentInput,
  ): Promise<typeof ExperimentOutcome> {
    return toOutcome(await this.service.update(caller, id, input), this.clock.now());
  }

  @Mutation(() => ExperimentOutcome, {
    description:
      'Starts an experiment, now or from its planned start on, or says everything in the way. Again it changes nothing. Errors EXPERIMENT_NOT_FOUND, and EXPERIMENT_STATUS once it is over.',
  })
  @Allow('marketer')
  async startExperiment(
    @CurrentCaller() caller: Caller,
    @Args('id', idArg) id: string,
  ): Promise<typeof ExperimentOutcome> {
    return toOutcome(await this.service.start(caller, id), this.clock.now());
  }

  @Mutation(() => Experiment, {
    description:
      'Ends an experiment for good: everybody sees again what they would without it. Again it changes nothing. Error EXPERIMENT_NOT_FOUND.',
  })
  @Allow('marketer')
  async endExperiment(@CurrentCaller() caller: Caller, @Args('id', idArg) id: string): Promise<Experiment> {
    return toExperiment(await this.service.end(caller, id), this.clock.now());
  }
}
