import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import { classOf, type RowRemark } from '../../platform/csv/row-remark.js';
import { parseEvent } from '../segment-api/parse-event.js';
import type { ImportColumns, ImportField } from './import-columns.js';
import { idFields, otherIdFields, personIn } from './person-in.js';
import { timeIn } from './written-time.js';

/** What a row is read against. */
export interface RowContext {
  readonly columns: ImportColumns;
  readonly words: TenantWords;
  /** IANA zone of times that name none. */
  readonly timeZone: string;
  readonly timeFormat: string | undefined;
  /** Milliseconds since the epoch. */
  readonly now: number;
  /** A short text that stands for all a row says, and tells nothing of it. */
  readonly digest: (content: string) => string;
}

type Cells = Readonly<Record<string, string>>;
type Cell = (field: ImportField) => string;

/** An event may lie this far ahead of us: clocks differ. */
const furthestAheadMs = 86_400_000;
/** Histories begin here. What lies before is a year of two digits that was misread, or a date that stands for none. */
const earliest = 0;
/** What a file may say of an address being the person's; nothing is no. */
const yes = /^(yes|y|true|1|ja|j)$/i;
const no = /^(no|n|false|0|nein|)$/i;

/** Reads one row as the call it would have been, had somebody sent it. Nothing throws. */
export function readRow(cells: Cells, context: RowContext): { event: EventEnvelope } | { remark: RowRemark } {
  const { columns, timeZone, timeFormat, now } = context;
  const cell: Cell = (field) => {
    const column = columns.columnOf[field];
    const text = column === undefined ? '' : (cells[column] ?? '').trim();
    return text === '' ? (columns.defaults[field] ?? '') : text;
  };
  const reject = (field: ImportField, reason: string, remedy: string) => ({
    remark: { column: columns.columnOf[field] ?? field, valueClass: classOf(cell(field)), reason, remedy },
  });
  if (cell('event') === '') return reject('event', 'does not say what happened', 'fill it in, or give a default event'); // prettier-ignore
  const happenedAt = timeIn(cell('occurredAt'), cell('timeOfDay'), timeZone, timeFormat);
  if (happenedAt === null) return reject('occurredAt', 'is no time', 'write 2026-11-22 15:30, or give a timeFormat'); // prettier-ignore
  if (happenedAt > now + furthestAheadMs) return reject('occurredAt', 'lies in the future', 'import what has happened'); // prettier-ignore
  if (happenedAt < earliest) return reject('occurredAt', 'lies before 1970', 'write the year with all four digits'); // prettier-ignore
  if (!yes.test(cell('verified')) && !no.test(cell('verified'))) return reject('verified', 'is neither yes nor no', 'write yes where the address is known to be theirs, else no or nothing'); // prettier-ignore
  const who = personIn(cell);
  if (!who) return { remark: nobodyNamed(columns) };
  if ('wrong' in who) return reject(who.wrong, who.reason, who.remedy);
  const call = {
    ...who,
    event: cell('event'),
    messageId: cell('rowId') ? `row-${cell('rowId')}` : `csv-${context.digest(contentOf(cells))}`,
    timestamp: new Date(happenedAt).toISOString(),
    properties: propertiesIn(cells, columns),
    context: { channel: 'import', externalIds: otherIds(cell) },
  };
  const around = { receivedAt: now, newId: () => call.messageId, words: context.words };
  const parsed = parseEvent(call, around, 'track');
  if ('event' in parsed) return { event: withPerson(parsed.event, cell) };
  const reason = `is no event: ${parsed.rejection.message}`;
  return { remark: { column: '', valueClass: 'row', reason, remedy: 'mend the row, or map its columns' } };
}

/** That a row says of nobody, and in which of the file's columns it could. */
function nobodyNamed({ columnOf }: ImportColumns): RowRemark {
  const there = idFields.flatMap((field) => columnOf[field] ?? []);
  const remedy =
    there.length > 0
      ? 'fill in an id of the person in one of these columns'
      : `add a column for an id of the person, or map one: ${idFields.join(', ')}`;
  return { column: there.join(', '), valueClass: 'empty', reason: 'names nobody', remedy };
}

/** An address that staff wrote down is the person's only where the file says so. */
function otherIds(cell: Cell): object[] {
  const verified = yes.test(cell('verified'));
  return otherIdFields.flatMap((type) => (cell(type) ? [{ type, id: cell(type), verified }] : []));
}

function propertiesIn(cells: Cells, { properties }: ImportColumns): Record<string, string> {
  const said = properties.map((name) => [name, (cells[name] ?? '').trim()] as const);
  return Object.fromEntries(said.filter(([, text]) => text !== ''));
}

/** Who it was goes to the person; with a lead also to the lead, by which they are called back. */
function withPerson(event: EventEnvelope, cell: Cell): EventEnvelope {
  const known = (['email', 'phone', 'firstName', 'lastName'] as const).filter((field) => cell(field) !== '');
  if (known.length === 0) return event;
  const traits = Object.fromEntries(known.map((field) => [field, cell(field)]));
  const properties = event.type === 'LEAD_SUBMITTED' ? { ...traits, ...event.properties } : event.properties;
  return { ...event, traits, properties };
}

/** What tells a row from others: all it says, however its columns are ordered. */
function contentOf(cells: Cells): string {
  const said = Object.entries(cells).map(([name, text]) => [name, text.trim()] as const);
  return JSON.stringify(said.filter(([, text]) => text !== '').toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
