import { Args, Mutation, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { Allow, CurrentCaller } from '../../platform/access.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { costing } from '../../platform/graphql/query-cost.plugin.js';
import { EventImportService } from './event-import.service.js';
import { EventImport, ImportEventsInput, toEventImport, toImportMapping } from './import.graphql.js';

/** Rows of one request; a longer file goes by the command. */
const mostRows = 5_000;

@Resolver()
export class ImportResolver {
  constructor(private readonly imports: EventImportService) {}

  @Mutation(() => EventImport, {
    description:
      'Takes walk-ins, calls and sales out of a table, as events of the time they happened. Rows that cannot be taken are told line by line; the others are in the log when this is answered. The same table again counts nothing twice. Error IMPORT_IMPOSSIBLE.',
    complexity: costing(500),
  })
  @Allow('marketer')
  async importEvents(
    @CurrentCaller() { tenantId }: Caller,
    @Args('input', { type: () => ImportEventsInput, description: 'The table.' }) input: ImportEventsInput,
  ): Promise<EventImport> {
    const remarks: ImportRemark[] = [];
    const onRemark = (remark: ImportRemark) => void remarks.push(remark);
    const mapping = toImportMapping(input);
    const total = await this.imports.importText(tenantId, input.csv, mapping, mostRows, { onRemark });
    return toEventImport(total, remarks);
  }
}
