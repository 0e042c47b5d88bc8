import { Args, Mutation, Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import { Clock } from '../../platform/clock.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { FinanceTable, ImportFinanceTableInput, ImportFinanceTableResult, toFinanceTable, toImportResult, toTableImport } from './finance-tables.graphql.js'; // prettier-ignore
import { RateTables } from './rate-tables.service.js';
import { TablePublisher } from './table-publisher.service.js';

@Resolver()
export class FinanceTablesResolver {
  constructor(
    private readonly tables: RateTables,
    private readonly publisher: TablePublisher,
    private readonly clock: Clock,
  ) {}

  @Query(() => [FinanceTable], {
    description: 'Your tables of rates, by name: the versions quotes come from, and those that will follow.',
  })
  @Allow('marketer')
  async financeTables(@CurrentCaller() { tenantId }: Caller): Promise<FinanceTable[]> {
    return (await this.tables.catchUp(tenantId)).map(toFinanceTable);
  }

  @Mutation(() => ImportFinanceTableResult, {
    description:
      'Publishes a table of rates and residuals, all of it or nothing. Quotes given before keep their version. Error IMPORT_IMPOSSIBLE.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async importFinanceTable(
    @CurrentCaller() { tenantId }: Caller,
    @Args('input', { type: () => ImportFinanceTableInput, description: 'The table.' }) input: ImportFinanceTableInput, // prettier-ignore
  ): Promise<typeof ImportFinanceTableResult> {
    const wanted = toTableImport(tenantId, input, this.clock.now());
    return toImportResult(await this.publisher.publishText(wanted, input.csv));
  }
}
