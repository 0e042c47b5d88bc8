import { Args, ArgsType, Field, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Model, ModelNameEnum, modelNamed, toModel } from '../inference/inference.graphql.js';
import { ModelStandings, type VersionOf } from '../inference/standings/model-standings.service.js';
import { TenantModels } from '../inference/standings/tenant-models.service.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../platform/graphql/connection.js';
import { ModelEvidenceOutcome, ModelMove, ModelMoveConnection, ModelPromotion, ModelRollBack, ModelShadowing, toCannotRun, toChampion, toEvidence, toMove, toNothingToRollBackTo, toRefused, toShadow } from './promotion.graphql.js'; // prettier-ignore
import { PromotionService, type Champion } from './promotion.service.js';

@ArgsType()
class VersionArgs {
  @Field(() => ModelNameEnum, { description: 'The model.' }) model!: string;
  @Field(() => String, { description: 'The version, as `models` names it.' }) version!: string;
}

@ArgsType()
class VersionChange extends VersionArgs {
  @Field(() => String, { nullable: true, description: 'Why, for the audit trail: 1 to 1,000 characters.' }) reason?: string | null; // prettier-ignore
}

@Resolver()
export class PromotionResolver {
  constructor(
    private readonly promotion: PromotionService,
    private readonly standings: ModelStandings,
    private readonly tenantModels: TenantModels,
  ) {}

  @Query(() => ModelEvidenceOutcome, {
    nullable: true,
    complexity: 1_000,
    description:
      'What promoting a version would say now; null where it is the champion or there is none. Errors MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_BUSY.',
  })
  @Allow('marketer')
  async modelEvidence(
    @CurrentCaller() caller: Caller,
    @Args() { model, version }: VersionArgs,
  ): Promise<typeof ModelEvidenceOutcome | null> {
    const evidence = await this.promotion.evidence(caller, { name: modelNamed(model), version });
    return evidence && ('fault' in evidence ? toCannotRun(evidence.fault) : toEvidence(evidence));
  }

  @Query(() => ModelMoveConnection, {
    description: 'What was done with your versions, by whom and why, newest first.',
  })
  @Allow('marketer')
  async modelMoves(
    @CurrentCaller() caller: Caller,
    @Args() args: PageArgs,
    @Args('model', { type: () => ModelNameEnum, nullable: true, description: 'Only of this model.' }) model: string | null, // prettier-ignore
  ): Promise<Connection<ModelMove>> {
    const page = pageOf(args);
    const rows = await this.standings.moves(caller, model ? modelNamed(model) : null, page);
    const keys = new Map(rows.map((row) => [toMove(row), [row.movedAt.toISOString(), row.model, `${row.number}`]])); // prettier-ignore
    return toConnection([...keys.keys()], page, (row) => keys.get(row) ?? []);
  }

  @Mutation(() => ModelPromotion, {
    complexity: 1_000,
    description:
      'Makes a version the champion, once it is loaded and the evidence speaks for it; nobody who asks meanwhile waits or goes without. Of the champion it changes nothing. Errors MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_BUSY, MODEL_CHANGED, MODEL_REASON.',
  })
  @Allow()
  async promoteModel(
    @CurrentCaller() caller: Caller,
    @Args() { model, version, reason }: VersionChange,
    @Args('force', { type: () => Boolean, defaultValue: false, description: 'Promote it even where the evidence does not speak for it; takes a reason.' }) // prettier-ignore
    force: boolean,
  ): Promise<typeof ModelPromotion> {
    const named = { name: modelNamed(model), version };
    const outcome = await this.promotion.promote(caller, { ...named, force, reason: reason ?? null });
    if ('fault' in outcome) return toCannotRun(outcome.fault);
    return 'name' in outcome ? this.champion(caller, outcome) : toRefused(outcome.evidence);
  }

  @Mutation(() => ModelRollBack, {
    description:
      'Takes back the promotion of the champion named: the version before answers again. Of a version that is not the champion it changes nothing, and tells which is. Errors MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_CHANGED, MODEL_REASON.',
  })
  @Allow()
  async rollBackModel(
    @CurrentCaller() caller: Caller,
    @Args() { model, version, reason }: VersionChange,
  ): Promise<typeof ModelRollBack> {
    const named = { name: modelNamed(model), version };
    const outcome = await this.promotion.rollBack(caller, named, reason ?? null);
    if (outcome === null) return toNothingToRollBackTo();
    return 'fault' in outcome ? toCannotRun(outcome.fault) : this.champion(caller, outcome);
  }

  @Mutation(() => ModelShadowing, {
    description:
      'Has a version of OFFER_PROPENSITY score live offers beside the champion, so that there is evidence; nobody sees what it says, and no answer waits for it. One version shadows; the one before is a candidate again. Errors MODEL_NOT_FOUND, MODEL_RETIRED, MODEL_IS_CHAMPION, MODEL_NO_SHADOW, MODEL_REASON.',
  })
  @Allow()
  async shadowModel(
    @CurrentCaller() caller: Caller,
    @Args() { model, version, reason }: VersionChange,
  ): Promise<typeof ModelShadowing> {
    const named = { name: modelNamed(model), version };
    const fault = await this.promotion.shadow(caller, named, reason ?? null);
    return fault ? toCannotRun(fault.fault) : toShadow(await this.told(caller, named));
  }

  @Mutation(() => Model, {
    description:
      'Takes a version out: it is not promoted until it is reinstated. Again it changes nothing. Errors MODEL_NOT_FOUND, MODEL_IS_CHAMPION, MODEL_TRIED, MODEL_REASON.',
  })
  @Allow()
  async retireModel(
    @CurrentCaller() caller: Caller,
    @Args() { model, version, reason }: VersionChange,
  ): Promise<Model> {
    const named = { name: modelNamed(model), version };
    await this.promotion.retire(caller, named, reason ?? null);
    return this.told(caller, named);
  }

  @Mutation(() => Model, {
    description:
      'Makes a version that is retired or shadows a candidate again; any other it leaves as it is. Errors MODEL_NOT_FOUND, MODEL_REASON.',
  })
  @Allow()
  async reinstateModel(
    @CurrentCaller() caller: Caller,
    @Args() { model, version, reason }: VersionChange,
  ): Promise<Model> {
    const named = { name: modelNamed(model), version };
    await this.promotion.reinstate(caller, named, reason ?? null);
    return this.told(caller, named);
  }

  private async champion(
    caller: Caller,
    champion: Champion,
  ): Promise<typeof ModelPromotion & typeof ModelRollBack> {
    // prettier-ignore
    return toChampion(await this.told(caller, champion), champion.evidence);
  }

  private async told(caller: Caller, named: VersionOf): Promise<Model> {
    return toModel(await this.tenantModels.find(caller, named));
  }
}
