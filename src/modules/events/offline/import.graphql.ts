import { Field, InputType, Int, ObjectType } from '@nestjs/graphql';
import type { EventType } from '../../../models/event/event-type.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { EventTypeEnum } from '../event-type.graphql.js';
import type { EventImportProgress, ImportMapping } from './event-import.service.js';

@InputType({ description: 'Which column of a file says something.' })
export class ImportColumnInput {
  @Field(() => String, { description: 'What is said: `event`, `occurredAt`, `phone` …; docs/collect.md lists them.' }) // prettier-ignore
  field!: string;
  @Field(() => String, { description: 'Name of the column.' }) column!: string;
}

@InputType({ description: 'What is said of rows that do not say it themselves.' })
export class ImportDefaultInput {
  @Field(() => String, { description: 'What is said: `event`, `verified` …' }) field!: string;
  @Field(() => String, { description: 'Its value.' }) value!: string;
}

@InputType({ description: 'What a word of the file for an event means.' })
export class ImportEventNameInput {
  @Field(() => String, { description: 'The word, as it stands in the file.' }) name!: string;
  @Field(() => EventTypeEnum, { description: 'The event it means.' }) type!: EventType;
}

@InputType({ description: 'Walk-ins, calls, sales or anything else that happened, as a table.' })
export class ImportEventsInput {
  @Field(() => String, {
    description: 'CSV with a line of column names, cut by comma, semicolon or tab; at most 5,000 rows.',
  })
  csv!: string;
  @Field(() => [ImportColumnInput], { defaultValue: [], description: 'Columns whose names we would not know.' }) // prettier-ignore
  columns!: ImportColumnInput[];
  @Field(() => [ImportDefaultInput], { defaultValue: [], description: 'What holds for rows that do not say it.' }) // prettier-ignore
  defaults!: ImportDefaultInput[];
  @Field(() => [ImportEventNameInput], { defaultValue: [], description: "The file's own words for events." })
  events!: ImportEventNameInput[];
  @Field(() => String, {
    nullable: true,
    description: 'How times are written: `dd/MM/yyyy HH:mm`. Left out: ISO 8601, or `22.11.2026 15:30`.',
  })
  timeFormat?: string | null;
}

@ObjectType({ description: 'A row that was not taken.' })
export class RejectedRow {
  @Field(() => Int, { description: 'Its line in the file, the column names being line 1.' }) line!: number;
  @Field(() => String, { description: 'The column it is about; empty where it is the whole row.' })
  column!: string;
  @Field(() => String, { description: 'What kind of value stood there: `empty`, `text of 9 letters`.' })
  valueClass!: string;
  @Field(() => String, { description: 'What is wrong with it.' }) reason!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'What came of a table of events.' })
export class EventImport {
  @Field(() => Int, { description: 'Rows read.' }) rows!: number;
  @Field(() => Int, { description: 'Rows now in the log.' }) accepted!: number;
  @Field(() => Int, { description: 'Rows that had been imported before, or stand there twice.' })
  duplicates!: number;
  @Field(() => Int, {
    description: 'Rows not kept, as the person they are about denies it or was erased since.',
  })
  withheld!: number;
  @Field(() => [RejectedRow], { description: 'Rows not taken, line by line; the others are.' })
  rejected!: readonly RejectedRow[];
}

export function toImportMapping({ columns, defaults, events, timeFormat }: ImportEventsInput): ImportMapping {
  return {
    columns: Object.fromEntries(columns.map(({ field, column }) => [field, column])),
    defaults: Object.fromEntries(defaults.map(({ field, value }) => [field, value])),
    events: Object.fromEntries(events.map(({ name, type }) => [name, type])),
    timeFormat: timeFormat ?? undefined,
  };
}

export function toEventImport(total: EventImportProgress, remarks: readonly ImportRemark[]): EventImport {
  const { rows, accepted, duplicates, withheld } = total;
  const rejected = remarks.map(({ line, column, valueClass, reason, remedy }) => ({ line, column, valueClass, reason, remedy })); // prettier-ignore
  return { rows, accepted, duplicates, withheld, rejected };
}
