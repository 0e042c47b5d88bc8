import { createUnionType, Field, ID, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { FinanceTableEntity } from '../../../models/finance/finance-table.entity.js';
import type { TaxBase } from '../../../models/finance/finance-terms.js';
import type { Jurisdiction } from '../../../models/finance/jurisdiction.js';
import { ImportColumnInput, RejectedRow } from '../../events/offline/import.graphql.js';
import { DecimalScalar, DurationScalar, InstantScalar } from '../../platform/graphql/scalars.js';
import { storableText } from '../../platform/storable.js';
import { JurisdictionEnum, TaxBaseEnum } from '../finance-enums.graphql.js';
import type { Published, TableImport } from './table-publisher.service.js';

@ObjectType({ description: 'One version of a table of rates and residuals. Quotes keep the version they came from.' })
export class FinanceTable {
  @Field(() => ID, { description: 'Unique id of this version.' }) id!: string;
  @Field(() => String, { description: 'Its name; the same name again is its next version.' }) name!: string;
  @Field(() => Int, { description: 'Counts from 1.' }) version!: number;
  @Field(() => JurisdictionEnum, { description: 'Whose law its quotes are made under.' })
  jurisdiction!: Jurisdiction;
  @Field(() => String, { description: 'ISO 4217 currency of its amounts.' }) currency!: string;
  @Field(() => InstantScalar, { description: 'Quotes come out of it from then on.' }) validFrom!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'And until then; null until its next version.' })
  validTo!: Date | null;
  @Field(() => DurationScalar, { description: 'How long a quote out of it holds.' }) quotesHold!: string;
  @Field(() => Int, { description: 'How many rows it has.' }) rows!: number;
  @Field(() => InstantScalar, { description: 'When it was published.' }) publishedAt!: Date;
} // prettier-ignore

@ObjectType({ description: 'The table has rows that cannot be. Nothing of it was published.' })
export class RejectedFinanceTable {
  @Field(() => [RejectedRow], { description: 'Everything wrong with it, line by line.' })
  rejected!: readonly RejectedRow[];
}

@InputType({ description: 'A table of rates and residuals.' })
export class ImportFinanceTableInput {
  @Field(() => String, { description: 'Its name; the same name again publishes its next version.' }) name!: string;
  @Field(() => JurisdictionEnum, { description: 'Whose law its quotes are made under.' })
  jurisdiction!: Jurisdiction;
  @Field(() => String, { description: 'ISO 4217 currency of its amounts.' }) currency!: string;
  @Field(() => InstantScalar, { nullable: true, description: 'From when it holds; at once when left out.' })
  validFrom?: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'Until when; left out, until its next version.' })
  validTo?: Date | null;
  @Field(() => DurationScalar, { defaultValue: 'P14D', description: 'How long a quote out of it holds.' })
  quotesHold!: string;
  @Field(() => TaxBaseEnum, { nullable: true, description: 'Where tax is laid, if not as its jurisdiction usually has it.' })
  taxOn?: TaxBase | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'The tax, in percent.' }) taxPercent?: string | null;
  @Field(() => DecimalScalar, { nullable: true, description: 'Most that a loan may come to, in percent of the price.' })
  maxLoanToValuePercent?: string | null;
  @Field(() => String, { nullable: true, description: 'Your own words, shown after what law asks for. They must not speak of an APR.' })
  disclosureText?: string | null;
  @Field(() => String, {
    description:
      'CSV with a line of column names (`make`, `model`, `trim`, `modelYear`, `product`, `termMonths`, `annualMileage`, `mileageUnit`, `creditTier`, `moneyFactor` or `annualPercent`, `residualPercent`, `acquisitionFee`, `documentationFee`, `registrationFee`, `securityDeposit`), cut by comma, semicolon or tab.',
  })
  csv!: string;
  @Field(() => [ImportColumnInput], { defaultValue: [], description: 'Columns whose names we would not know.' })
  columns!: ImportColumnInput[];
} // prettier-ignore

/** What publishing a table answers. */
export const ImportFinanceTableResult = createUnionType({
  name: 'ImportFinanceTableResult',
  description: 'The version published, or the rows in its way.',
  types: () => [FinanceTable, RejectedFinanceTable],
  resolveType: (value: object) => ('rejected' in value ? RejectedFinanceTable : FinanceTable),
});

export function toFinanceTable({ rows, ...table }: FinanceTableEntity): FinanceTable {
  const { id, name, version, jurisdiction, currency, validFrom, validTo, quotesHold, publishedAt } = table;
  return { id, name, version, jurisdiction, currency, validFrom, validTo, quotesHold, rows: rows.length, publishedAt }; // prettier-ignore
}

export function toImportResult(published: Published): FinanceTable | RejectedFinanceTable {
  if ('table' in published) return toFinanceTable(published.table);
  return { rejected: published.rejected.map(({ severity: _, ...row }) => row) };
}

/** The input as the publisher takes it; what is left out holds from now on, as the jurisdiction has it. */
export function toTableImport(tenantId: string, input: ImportFinanceTableInput, now: number): TableImport {
  const { jurisdiction, currency, quotesHold, columns } = input;
  return {
    tenantId,
    name: storableText(input.name.trim()),
    jurisdiction,
    currency,
    quotesHold,
    validFrom: input.validFrom ?? new Date(now),
    validTo: input.validTo ?? null,
    taxOn: input.taxOn ?? null,
    taxPercent: input.taxPercent ?? null,
    maxLoanToValuePercent: input.maxLoanToValuePercent ?? null,
    disclosureText: input.disclosureText?.trim() ? storableText(input.disclosureText.trim()) : null,
    columns: Object.fromEntries(columns.map(({ field, column }) => [field, column])),
  };
}
