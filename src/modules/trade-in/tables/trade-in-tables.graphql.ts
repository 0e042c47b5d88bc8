import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { TradeInTableEntity } from '../../../models/trade-in/trade-in-table.entity.js';
import { ImportColumnInput, RejectedRow } from '../../events/offline/import.graphql.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { storableText } from '../../platform/storable.js';
import type { PublishedValuations, ValuationImport } from './valuation-publisher.service.js';

@ObjectType({
  description: 'One version of a table of what cars are worth that are traded in. Leads keep the version they were valued by.',
})
export class TradeInTable {
  @Field(() => ID, { description: 'Unique id of this version.' }) id!: string;
  @Field(() => String, { description: 'Its name; the same name again is its next version.' }) name!: string;
  @Field(() => Int, { description: 'Counts from 1.' }) version!: number;
  @Field(() => String, { description: 'ISO 4217 currency of its amounts.' }) currency!: string;
  @Field(() => Int, { description: 'How many rows it has.' }) rows!: number;
  @Field(() => InstantScalar, { description: 'When it was published; cars are valued by it from then on.' })
  publishedAt!: Date;
} // prettier-ignore

@ObjectType({ description: 'The table has rows that cannot be. Nothing of it was published.' })
export class RejectedTradeInTable {
  @Field(() => [RejectedRow], { description: 'Everything wrong with it, line by line.' })
  rejected!: readonly RejectedRow[];
}

@InputType({ description: 'A table of what cars are worth that are traded in.' })
export class ImportTradeInTableInput {
  @Field(() => String, { description: 'Its name; the same name again publishes its next version.' }) name!: string;
  @Field(() => String, { description: 'ISO 4217 currency of its amounts.' }) currency!: string;
  @Field(() => String, {
    description:
      'CSV with a line of column names (`make`, `model`, `trim`, `yearFrom`, `yearTo`, `mileageFrom`, `mileageTo`, `mileageUnit`, `condition`, `low`, `high`), cut by comma, semicolon or tab. `trim` and `mileageFrom` may be left out; at most 20,000 rows.',
  })
  csv!: string;
  @Field(() => [ImportColumnInput], { defaultValue: [], description: 'Columns whose names we would not know.' })
  columns!: ImportColumnInput[];
} // prettier-ignore

/** What publishing a table answers. */
export const ImportTradeInTableResult = createUnionType({
  name: 'ImportTradeInTableResult',
  description: 'The version published, or the rows in its way.',
  types: () => [TradeInTable, RejectedTradeInTable],
  resolveType: (value: object) => ('rejected' in value ? RejectedTradeInTable : TradeInTable),
});

/** A version as it is listed, its rows counted. */
export function toTradeInTable(table: TradeInTableEntity): TradeInTable {
  const { id, name, version, currency, rows, publishedAt } = table;
  return { id, name, version, currency, rows: rows.length, publishedAt };
}

/** What came of publishing, for GraphQL. */
export function toTradeInImport(published: PublishedValuations): TradeInTable | RejectedTradeInTable {
  if ('table' in published) return toTradeInTable(published.table);
  return { rejected: published.rejected.map(({ severity: _, ...row }) => row) };
}

/** A table out of GraphQL, fit for the database. */
export function toValuationImport(tenantId: string, { name, currency, columns }: ImportTradeInTableInput): ValuationImport {
  const mapped = Object.fromEntries(columns.map(({ field, column }) => [field, column]));
  return { tenantId, name: storableText(name.trim()), currency, columns: mapped };
} // prettier-ignore
