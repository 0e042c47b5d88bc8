import { Args, ID, Int, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import {
  CreateLookalikeInput,
  Lookalike,
  LookalikeConnection,
  LookalikeResult,
  toLookalike,
  toLookalikeResult,
} from './lookalikes.graphql.js';
import { LookalikesService } from './lookalikes.service.js';

@Resolver()
export class LookalikesResolver {
  constructor(private readonly service: LookalikesService) {}

  @Mutation(() => LookalikeResult, {
    description:
      'Makes a list and fills it with the people who behave most like a seed; a worker begins at once. Errors LOOKALIKE_SIZE, LOOKALIKE_SEED, SEGMENT_NOT_FOUND, SEGMENT_ARCHIVED, AUDIENCE_LIST_NOT_FOUND, AUDIENCE_LIST_ARCHIVED.',
    complexity: costing(500), // a worker looks at everyone
  })
  @Allow('marketer')
  async createLookalike(
    @CurrentCaller() caller: Caller,
    @Args('input', { type: () => CreateLookalikeInput, description: 'Whom, like whom, and how many.' })
    { name, seed, size }: CreateLookalikeInput,
  ): Promise<typeof LookalikeResult> {
    return toLookalikeResult(await this.service.request(caller, name, seed, size));
  }

  @Mutation(() => Lookalike, {
    description:
      'Makes a lookalike anew by what people have done since: who is not found again goes off its list. Errors LOOKALIKE_NOT_FOUND, LOOKALIKE_SIZE, LOOKALIKE_SEED, SEGMENT_ARCHIVED, AUDIENCE_LIST_ARCHIVED.',
    complexity: costing(500), // a worker looks at everyone
  })
  @Allow('marketer')
  async refreshLookalike(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the lookalike.' }) id: string,
    @Args('size', { type: () => Int, nullable: true, description: 'Another size; the same when absent.' })
    size: number | null,
  ): Promise<Lookalike> {
    return toLookalike(await this.service.refresh(caller, id, size ?? null));
  }

  @Query(() => Lookalike, { description: 'How far a lookalike is, and how good. Error LOOKALIKE_NOT_FOUND.' })
  @Allow('marketer')
  async lookalike(
    @CurrentCaller() caller: Caller,
    @Args('id', { type: () => ID, description: 'Id of the lookalike.' }) id: string,
  ): Promise<Lookalike> {
    return toLookalike(await this.service.find(caller, id));
  }

  @Query(() => LookalikeConnection, { description: "The tenant's lookalikes, newest first." })
  @Allow('marketer')
  async lookalikes(@CurrentCaller() caller: Caller, @Args() args: PageArgs): Promise<Connection<Lookalike>> {
    const page = pageOf(args);
    const rows = await this.service.list(caller, page);
    return toConnection(rows.map(toLookalike), page, ({ requestedAt, id }) => [
      requestedAt.toISOString(),
      id,
    ]);
  }
}
