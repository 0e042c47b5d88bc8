import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { ImportTradeInTableInput, ImportTradeInTableResult, toTradeInImport, toTradeInTable, toValuationImport, TradeInTable } from './trade-in-tables.graphql.js'; // prettier-ignore
import { ValuationPublisher } from './valuation-publisher.service.js';
import { ValuationTables } from './valuation-tables.service.js';

@Resolver()
export class TradeInTablesResolver {
  constructor(
    private readonly tables: ValuationTables,
    private readonly publisher: ValuationPublisher,
  ) {}

  @Query(() => [TradeInTable], {
    description: 'Your tables of what cars are worth that are traded in, by name, each in its last version.',
  })
  @Allow('marketer')
  async tradeInTables(@CurrentCaller() { tenantId }: Caller): Promise<TradeInTable[]> {
    return (await this.tables.catchUp(tenantId)).map(toTradeInTable);
  }

  @Mutation(() => ImportTradeInTableResult, {
    description:
      'Publishes a table of what cars are worth that are traded in, all of it or nothing. What was valued before keeps its version. Error IMPORT_IMPOSSIBLE.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async importTradeInTable(
    @CurrentCaller() { tenantId }: Caller,
    @Args('input', { type: () => ImportTradeInTableInput, description: 'The table.' }) input: ImportTradeInTableInput, // prettier-ignore
  ): Promise<typeof ImportTradeInTableResult> {
    return toTradeInImport(await this.publisher.publish(toValuationImport(tenantId, input), input.csv));
  }
}
