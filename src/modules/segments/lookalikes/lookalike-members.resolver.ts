import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { CurrentCaller } from '../../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { Lookalike, LookalikePerson, LookalikePersonConnection } from './lookalikes.graphql.js';
import { LookalikePeople } from './lookalike-people.js';

/** Whom a lookalike found. */
@Resolver(() => Lookalike)
export class LookalikeMembersResolver {
  constructor(private readonly members: LookalikePeople) {}

  @ResolveField(() => LookalikePersonConnection, {
    description:
      'Whom it found, the most alike first, as of when it was made; who was erased since is not among them.',
  })
  async people(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Lookalike,
    @Args() args: PageArgs,
  ): Promise<Connection<LookalikePerson>> {
    const page = pageOf(args);
    const rows = await this.members.list(caller, id, page);
    return toConnection(rows, page, ({ rank }) => [String(rank)]);
  }
}
