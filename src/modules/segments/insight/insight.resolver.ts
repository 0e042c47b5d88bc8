import { Args, ID, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { exactPatienceArgument, patienceMs } from '../previews/patience.graphql.js';
import { SegmentsService } from '../segments.service.js';
import { storedSentence } from '../sentence.js';
import { SentenceArgs } from '../sentences.resolver.js';
import {
  AudienceInsight,
  AudienceInsightResult,
  InsightArgs,
  toInsightResult,
} from './audience-insight.graphql.js';
import { ClausesService } from './clauses.service.js';
import { AudienceClause, AudienceClausesResult, AudienceInput, toClauses } from './insight.graphql.js';
import { InsightService } from './insight.service.js';

/** What can be learnt of audiences. */
@Resolver()
export class InsightResolver {
  constructor(
    private readonly clauses: ClausesService,
    private readonly insight: InsightService,
  ) {}

  @Query(() => AudienceClausesResult, {
    description:
      'Which part of its rule holds an audience back: how many more people it would reach without each. Nothing is changed.',
    complexity: costing(500), // it looks at everyone
  })
  @Allow('marketer')
  async audienceClauses(
    @CurrentCaller() caller: Caller,
    @Args('audience', { type: () => AudienceInput, description: 'Whose rule to take apart.' })
    audience: AudienceInput,
    @Args('patience', exactPatienceArgument) patience: string,
  ): Promise<typeof AudienceClausesResult> {
    return toClauses(await this.clauses.clauses(caller, audience, patienceMs(patience)));
  }

  @Query(() => AudienceInsightResult, {
    description: 'How an audience differs from another, or from everybody. Nothing is changed.',
    complexity: costing(1_000), // it looks at everyone, and at what they did
  })
  @Allow('marketer')
  async audienceInsight(
    @CurrentCaller() caller: Caller,
    @Args() { audience, comparedWith = null, traits = null, patience }: InsightArgs,
  ): Promise<typeof AudienceInsightResult> {
    const asked = { audience, comparedWith, traits };
    return toInsightResult(await this.insight.insight(caller, asked, patienceMs(patience)));
  }

  @Query(() => AudienceInsight, {
    nullable: true,
    description:
      'What has become of an insight that was not exact; null when it is not known any more, after some minutes.',
    complexity: costing(50),
  })
  @Allow('marketer')
  async audienceInsightById(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the insight.' }) id: string,
  ): Promise<AudienceInsight | null> {
    return this.insight.find(caller, id);
  }
}

/** A clause in words. */
@Resolver(() => AudienceClause)
export class ClauseSentence {
  constructor(private readonly service: SegmentsService) {}

  @ResolveField(() => String, { description: 'The part in words.' })
  async sentence(
    @CurrentCaller() { tenantId }: Caller,
    @Parent() { part }: AudienceClause,
    @Args() { language }: SentenceArgs,
  ): Promise<string> {
    return storedSentence(part, { language, names: await this.service.names(tenantId) });
  }
}
