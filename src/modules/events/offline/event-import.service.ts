import { Injectable } from '@nestjs/common';
import type { EventEnvelope } from '../../../models/event/event-envelope.js';
import type { TenantWords } from '../../../models/event/event-mapping.js';
import { Clock } from '../../platform/clock.js';
import { csvIn, openCsv, type CsvFile, type CsvLine } from '../../platform/csv/read-csv.js';
import { importImpossible } from '../../platform/csv/import-impossible.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import { KeyRing } from '../../platform/sealing/key-ring.js';
import { TenancyService } from '../../tenancy/tenancy.service.js';
import { TenantVocabulary } from '../mapping/tenant-vocabulary.js';
import { Recorder } from '../recorder.js';
import { keyOfName } from '../vocabulary/type-of-name.js';
import { resolveImport, type ImportColumns, type ImportMapping } from './import-columns.js';
import { importSource } from './import-source.js';
import { readRow, type RowContext } from './read-row.js';

export type { ImportColumns, ImportMapping } from './import-columns.js';

/** How far an import is; at the end, what came of it. */
export interface EventImportProgress {
  readonly rows: number;
  /** Rows now in the log. */
  readonly accepted: number;
  /** Rows that had been imported before, or stand in the file twice. */
  readonly duplicates: number;
  /** Rows not kept, as the person they are about denies it or was erased since. */
  readonly withheld: number;
  readonly rejected: number;
  /** Share of the file read, 0 to 1. */
  readonly share: number;
}

/** Who is told while the file is read. A remark is awaited, so that they cannot pile up in memory. */
export interface EventImportListener {
  readonly onColumns?: (columns: ImportColumns) => void;
  readonly onProgress?: (progress: EventImportProgress) => void;
  readonly onRemark?: (remark: ImportRemark) => void | Promise<void>;
}

const batchRows = 500;
const nothingYet: EventImportProgress = { rows: 0, accepted: 0, duplicates: 0, withheld: 0, rejected: 0, share: 0 }; // prettier-ignore

/**
 * Takes walk-ins, calls and sales out of a file, as events of the time they happened. A row's id, or else all it says, is
 * its message id, so the same file again counts nothing twice. Every row that cannot be taken is told with its line.
 */
@Injectable()
export class EventImportService {
  constructor(
    private readonly recorder: Recorder,
    private readonly vocabulary: TenantVocabulary,
    private readonly tenancy: TenancyService,
    private readonly ring: KeyRing,
    private readonly clock: Clock,
  ) {}

  /** @throws AppError IMPORT_IMPOSSIBLE when the file cannot be read, or its columns are not known */
  async importFile(
    tenantId: string,
    path: string,
    mapping: ImportMapping,
    listener: EventImportListener = {},
  ): Promise<EventImportProgress> {
    return this.import(tenantId, await openCsv(path), mapping, Infinity, listener);
  }

  /**
   * The same of a text of at most `mostRows`.
   * @throws AppError IMPORT_IMPOSSIBLE, also when there are more; what stands before is imported
   */
  async importText(
    tenantId: string,
    csv: string,
    mapping: ImportMapping,
    mostRows: number,
    listener: EventImportListener = {},
  ): Promise<EventImportProgress> {
    return this.import(tenantId, await csvIn(csv), mapping, mostRows, listener);
  }

  private async import(
    tenantId: string,
    file: CsvFile,
    mapping: ImportMapping,
    mostRows: number,
    listener: EventImportListener,
  ): Promise<EventImportProgress> {
    const columns = resolveImport(file.columns, mapping);
    listener.onColumns?.(columns);
    const context = await this.contextOf(tenantId, columns, mapping);
    let total = nothingYet;
    let batch: EventEnvelope[] = [];
    const flush = async () => {
      total = { ...added(total, await this.record(tenantId, batch)), share: file.progress() };
      batch = [];
      listener.onProgress?.(total);
    };
    try {
      for await (const line of file.lines) {
        if (total.rows === mostRows) throw importImpossible(`There are more than ${mostRows} rows; send the rest in another, or use the command import:events.`); // prettier-ignore
        const read = judged(line, context);
        total = { ...total, rows: total.rows + 1, rejected: total.rejected + ('event' in read ? 0 : 1) };
        if ('event' in read) batch.push(read.event);
        else await listener.onRemark?.(read.remark);
        if (batch.length === batchRows) await flush();
      }
    } finally {
      // Also where the file breaks off: what stands before is taken.
      await flush();
    }
    return total;
  }

  private async record(tenantId: string, events: readonly EventEnvelope[]) {
    return this.recorder.record({ tenantId, role: 'collector', keyId: importSource }, events);
  }

  private async contextOf(
    tenantId: string,
    columns: ImportColumns,
    { events, timeFormat }: ImportMapping,
  ): Promise<RowContext> {
    const { timeZone } = await this.tenancy.tenant({ tenantId });
    const words = withEvents(await this.vocabulary.of(tenantId), events);
    const digest = (content: string) => this.ring.hash(`${importSource} ${tenantId} ${content}`).toString('base64url').slice(0, 27); // prettier-ignore
    return { columns, words, timeZone, timeFormat, now: this.clock.now(), digest };
  }
}

function judged(line: CsvLine, context: RowContext): { event: EventEnvelope } | { remark: ImportRemark } {
  const at = { line: line.line, severity: 'reject' } as const;
  if ('fault' in line) {
    const reason = `cannot be read: ${line.fault}`;
    return { remark: { ...at, column: '', valueClass: 'row', reason, remedy: 'mend the quotes or cells of this line' } }; // prettier-ignore
  }
  if (line.surplus > 0) {
    const reason = `has more cells than the first line names columns, so they have shifted`;
    return { remark: { ...at, column: '', valueClass: 'row', reason, remedy: 'put cells that hold the separator in double quotes' } }; // prettier-ignore
  }
  const read = readRow(line.cells, context);
  return 'event' in read ? read : { remark: { ...read.remark, ...at } };
}

/** The tenant's words, and over them those of this file. */
function withEvents(words: TenantWords, events: ImportMapping['events']): TenantWords {
  const own = Object.entries(events).map(([name, type]) => {
    const known = words.events.get(keyOfName(name));
    return [keyOfName(name), { name, type, properties: known?.properties ?? [] }] as const;
  });
  return own.length === 0 ? words : { ...words, events: new Map([...words.events, ...own]) };
}

type Counts = Pick<EventImportProgress, 'accepted' | 'duplicates' | 'withheld'>;

function added(total: EventImportProgress, { accepted, duplicates, withheld }: Counts): EventImportProgress {
  return {
    ...total,
    accepted: total.accepted + accepted,
    duplicates: total.duplicates + duplicates,
    withheld: total.withheld + withheld,
  };
}
