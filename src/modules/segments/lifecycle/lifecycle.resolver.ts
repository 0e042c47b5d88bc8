import { Args, Mutation, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { storedSentence } from '../sentence.js';
import { SentenceArgs } from '../sentences.resolver.js';
import {
  Lifecycle,
  LifecycleFlow,
  LifecycleFlowsArgs,
  LifecycleResult,
  LifecycleStage,
  LifecycleStagesArgs,
  SetLifecycleInput,
  toLifecycle,
  toLifecycleFlow,
  toLifecycleResult,
  toLifecycleStage,
} from './lifecycle.graphql.js';
import { LifecycleService } from './lifecycle.service.js';
import { StagesService } from './stages.service.js';

/** Stages of the longer lifecycle, each of which is answered whole. */
const mostStages = 7;

@Resolver(() => Lifecycle)
export class LifecycleResolver {
  constructor(
    private readonly service: LifecycleService,
    private readonly stagesService: StagesService,
  ) {}

  @Query(() => Lifecycle, { description: 'How far people are: stages of AIPL and of the way to a car.' })
  @Allow('marketer')
  async lifecycle(@CurrentCaller() caller: Caller): Promise<Lifecycle> {
    return toLifecycle(await this.service.find(caller));
  }

  @Mutation(() => LifecycleResult, {
    description:
      'Changes what makes the stages, or whether they are kept as segments. Everybody is looked at again; `evaluating` tells until when.',
  })
  @Allow('marketer')
  async setLifecycle(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => SetLifecycleInput, description: 'What to change.' })
    input: SetLifecycleInput,
  ): Promise<typeof LifecycleResult> {
    return toLifecycleResult(await this.service.set(caller, input));
  }

  @ResolveField(() => Boolean, {
    description: 'True while new or changed stages are still being applied to everyone known.',
    complexity: 2,
  })
  evaluating(@CurrentCaller() caller: Caller): Promise<boolean> {
    return this.stagesService.isEvaluating(caller);
  }

  @ResolveField(() => [LifecycleStage], {
    description: 'The stages, from the lowest to the highest.',
    complexity: ({ childComplexity }) => 50 + mostStages * childComplexity, // it counts everyone at them
  })
  async stages(
    @CurrentCaller() caller: Caller,
    @Parent() { settings }: Lifecycle,
    @Args() { of, at }: LifecycleStagesArgs,
  ): Promise<LifecycleStage[]> {
    return (await this.stagesService.stages(caller, settings, of, at ?? null)).map(toLifecycleStage);
  }

  @ResolveField(() => [LifecycleFlow], {
    description:
      'How many people each day took from where to where, those who remained where they were among them; whoever was at no stage when it began and ended is not counted. The latest day is the day so far.',
    complexity: costing(500), // it goes through everyone at a stage
  })
  async flows(
    @CurrentCaller() caller: Caller,
    @Args() { of, from, to }: LifecycleFlowsArgs,
  ): Promise<LifecycleFlow[]> {
    return (await this.stagesService.flows(caller, of, from, to)).map(toLifecycleFlow);
  }
}

/** A stage's rule in words. */
@Resolver(() => LifecycleStage)
export class LifecycleStageSentence {
  @ResolveField(() => String, { description: 'What it takes to have reached it, in words.' })
  sentence(@Parent() { rule }: LifecycleStage, @Args() { language }: SentenceArgs): string {
    // It refers to no segment, so it needs no names.
    return storedSentence(rule, { language, names: new Map() });
  }
}
