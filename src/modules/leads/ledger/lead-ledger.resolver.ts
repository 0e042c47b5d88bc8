import { Args, Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { CurrentCaller, demandRole } from '../../platform/access.js';
import { PageArgs, pageOf, toConnection, type Connection } from '../../platform/graphql/connection.js';
import { Lead } from '../leads.graphql.js';
import { LeadsService } from '../leads.service.js';
import { LeadScoreEntry, LeadScoreEntryConnection, toScoreEntry } from './lead-ledger.graphql.js';

@Resolver(() => Lead)
export class LeadLedgerResolver {
  constructor(private readonly leadRoom: LeadsService) {}

  @ResolveField(() => LeadScoreEntryConnection, {
    description: 'How its score came to be what it is, the newest entry first.',
  })
  async ledger(
    @CurrentCaller() caller: Caller,
    @Parent() { id }: Lead,
    @Args() args: PageArgs,
  ): Promise<Connection<LeadScoreEntry>> {
    demandRole(caller, 'marketer');
    const page = pageOf(args);
    const rows = await this.leadRoom.ledger(caller, id, page);
    return toConnection(rows.map(toScoreEntry), page, ({ number }) => [String(number)]);
  }
}
