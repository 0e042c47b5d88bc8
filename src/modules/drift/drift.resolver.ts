import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { ModelNameEnum, modelNamed } from '../inference/inference.graphql.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { ModelAlerts } from './alerts/alerts.service.js';
import { DriftThresholdsInput, DriftThresholdsType, ModelAlert, ModelAlertConnection, ModelDrift, toAlert, toDrift } from './drift.graphql.js'; // prettier-ignore
import { DriftService } from './drift.service.js';

@Resolver()
export class DriftResolver {
  constructor(
    private readonly drift: DriftService,
    private readonly alerts: ModelAlerts,
  ) {}

  @Query(() => ModelDrift, {
    nullable: true,
    description:
      'How the version that answers stands beside its first weeks: what it is given, what it says, and whether that comes about; null where no version answers, or none was looked at yet. Looked at each hour.',
  })
  @Allow('marketer')
  async modelDrift(
    @CurrentCaller() caller: Caller,
    @Args('model', { type: () => ModelNameEnum, description: 'The model.' }) model: string,
  ): Promise<ModelDrift | null> {
    const found = await this.drift.of(caller, modelNamed(model));
    return found && toDrift(found, await this.drift.thresholds(caller));
  }

  @Query(() => ModelAlertConnection, { description: 'What drifted, and when it was over, newest first.' })
  @Allow('marketer')
  async modelAlerts(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('model', { type: () => ModelNameEnum, nullable: true, description: 'Only of this model.' }) model: string | null, // prettier-ignore
    @Args('open', { type: () => Boolean, nullable: true, description: 'True: only those that are open; false: only those that are closed.' }) // prettier-ignore
    open: boolean | null,
  ): Promise<Connection<ModelAlert>> {
    const page = pageOf(args);
    const rows = await this.alerts.list(caller, { model: model ? modelNamed(model) : null, isOpen: open ?? null }, page); // prettier-ignore
    return toConnection(rows.map(toAlert), page, ({ openedAt, id }) => [openedAt.toISOString(), id]);
  }

  @Mutation(() => DriftThresholdsType, {
    description:
      'Sets from when drift is watched and alerted of, for both models; counts from the next look on. Error DRIFT_THRESHOLDS.',
  })
  @Allow()
  setDriftThresholds(
    @CurrentCaller() caller: Caller,
    @Args('input', { description: 'The thresholds.' }) input: DriftThresholdsInput,
  ): Promise<DriftThresholdsType> {
    return this.drift.setThresholds(caller, input);
  }
}
