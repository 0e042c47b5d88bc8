import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { ModelNameEnum, modelNamed } from '../inference/inference.graphql.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { RetrainingConnection, RetrainingSetting, RetrainingSettingInput, RetrainingType, toRetraining, toSetting } from './retraining.graphql.js'; // prettier-ignore
import { RetrainingService } from './retraining.service.js';

@Resolver()
export class RetrainingResolver {
  constructor(private readonly retraining: RetrainingService) {}

  @Query(() => RetrainingConnection, { description: 'Your retrainings and what came of them, newest first.' })
  @Allow('marketer')
  async retrainings(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('model', { type: () => ModelNameEnum, nullable: true, description: 'Only of this model.' }) model: string | null, // prettier-ignore
  ): Promise<Connection<RetrainingType>> {
    const page = pageOf(args);
    const rows = await this.retraining.list(caller, model ? modelNamed(model) : null, page);
    const keys = new Map(rows.map((row) => [toRetraining(row), [row.queuedAt.toISOString(), row.model, `${row.number}`]])); // prettier-ignore
    return toConnection([...keys.keys()], page, (row) => keys.get(row) ?? []);
  }

  @Query(() => RetrainingSetting, {
    complexity: 1_000,
    description:
      'When a model is taught anew by itself, what it would do next and when. Error MODEL_NOT_RETRAINABLE.',
  })
  @Allow('marketer')
  async retrainingSetting(
    @CurrentCaller() caller: Caller,
    @Args('model', { type: () => ModelNameEnum, description: 'The model.' }) model: string,
  ): Promise<RetrainingSetting> {
    return toSetting(await this.retraining.plan(caller, modelNamed(model)));
  }

  @Mutation(() => RetrainingSetting, {
    complexity: 1_000,
    description:
      'Sets when a model is taught anew by itself from what became of your leads, and whether a version may be promoted where every gate holds. Errors MODEL_NOT_RETRAINABLE, RETRAINING_SETTING.',
  })
  @Allow()
  async setRetraining(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => RetrainingSettingInput, description: 'The setting.' })
    { model, ...wish }: RetrainingSettingInput,
  ): Promise<RetrainingSetting> {
    return toSetting(await this.retraining.set(caller, { ...wish, model: modelNamed(model) }));
  }

  @Mutation(() => RetrainingType, {
    description:
      'Has a model taught anew now, by a worker; poll `retrainings` for what comes of it. Where one is under way that one is answered. Errors MODEL_NOT_RETRAINABLE, RETRAINING_REASON.',
  })
  @Allow()
  async retrainModel(
    @CurrentCaller() caller: Caller,
    @Args('model', { type: () => ModelNameEnum, description: 'The model; LEAD_SCORE.' }) model: string,
    @Args('reason', { type: () => String, description: 'Why, for whoever looks later: 1 to 1,000 characters.' }) reason: string, // prettier-ignore
  ): Promise<RetrainingType> {
    return toRetraining(await this.retraining.ask(caller, modelNamed(model), reason));
  }
}
