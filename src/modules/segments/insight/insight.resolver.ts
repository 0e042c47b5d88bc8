import { Args, Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { exactPatienceArgument, patienceMs } from '../previews/patience.graphql.js';
import { SegmentsService } from '../segments.service.js';
import { storedSentence } from '../sentence.js';
import { SentenceArgs } from '../sentences.resolver.js';
import { ClausesService } from './clauses.service.js';
import { AudienceClause, AudienceClausesResult, AudienceInput, toClauses } from './insight.graphql.js';

/** What can be learnt of audiences. */
@Resolver()
export class InsightResolver {
  constructor(private readonly clauses: ClausesService) {}

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
