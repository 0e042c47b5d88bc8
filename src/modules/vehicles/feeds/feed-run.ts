import type { StockFeedRecord } from '../../../models/vehicle/stock-feed.entity.js';
import type { Clock } from '../../platform/clock.js';
import type { ImportRemark } from '../../platform/csv/row-remark.js';
import type { StockWriterService } from '../stock-writer.service.js';
import { digested, type DigestedUnit } from '../stock.js';
import type { FeedsRepository } from './feeds.repository.js';
import type { JudgedRow } from './row-judge.js';

/** Rows written in one transaction: some tenths of a second, so that readers of the oldest running one are not held up. */
const batchRows = 2_000;
/** Lines of a report that are kept; the counts are of all. */
const mostRemarks = 10_000;

/** What runs need of the house. */
export interface FeedTools {
  readonly writer: StockWriterService;
  readonly feeds: FeedsRepository;
  readonly clock: Clock;
}

interface Batch {
  rows: number;
  rejected: number;
  warnings: number;
  readonly units: DigestedUnit[];
  readonly gone: NonNullable<JudgedRow['gone']>[];
  readonly remarks: ImportRemark[];
}

const emptyBatch = (): Batch => ({ rows: 0, rejected: 0, warnings: 0, units: [], gone: [], remarks: [] });

/**
 * One file on its way into the stock. Batches are written while the next is read, never more than one at a time; each is
 * one transaction together with the feed's counts and report, so what is told is what was done.
 */
export class FeedRun {
  private batch = emptyBatch();
  private writing: Promise<void> = Promise.resolve();
  private remarks = 0;
  private kept = 0;

  /** @param options `keepState` where the file says no state; `share` how much of it is read; `told` hears of each batch, `remarked` of what it said by itself */
  constructor(
    private readonly tools: FeedTools,
    public feed: StockFeedRecord,
    private readonly options: {
      keepState: boolean;
      share: () => number;
      told: (feed: StockFeedRecord) => void;
      remarked: (remark: ImportRemark) => void | Promise<void>;
    },
  ) {}

  /** Takes a row in. Waits when two batches are in hand. */
  async take(row: JudgedRow): Promise<void> {
    const { batch } = this;
    batch.rows++;
    if (row.unit) batch.units.push(digested(row.unit));
    // A full feed says so by leaving a car out, and is guarded; to it a row that says so is the same.
    else if (row.gone !== undefined) {
      if (this.feed.mode === 'DELTA') batch.gone.push(row.gone);
    } else batch.rejected++;
    this.note(batch, row.remarks);
    if (batch.rows >= batchRows) await this.flush();
  }

  /** Resolves when everything taken in is written. */
  async finish(): Promise<void> {
    await this.flush();
    await this.writing;
  }

  private note(batch: Batch, remarks: readonly ImportRemark[]): void {
    for (const remark of remarks) {
      if (remark.severity === 'warning') batch.warnings++;
      if (this.remarks++ < mostRemarks) batch.remarks.push(remark);
    }
  }

  private async flush(): Promise<void> {
    await this.writing;
    const { batch } = this;
    this.batch = emptyBatch();
    this.writing = this.write(batch);
    // Whoever waits for it next hears of a fault; until then it must not count as nobody's.
    this.writing.catch(() => undefined);
  }

  private async write(batch: Batch): Promise<void> {
    const { writer, feeds, clock } = this.tools;
    const { tenantId, name } = this.feed;
    const { units, gone } = batch;
    const missed: ImportRemark[] = [];
    await writer.alone(tenantId, async (manager) => {
      const at = clock.now();
      const counts = await writer.put(manager, tenantId, units, { keepState: this.options.keepState, feed: name, at }); // prettier-ignore
      const { withdrawn, unknown } = await writer.withdrawNamed(manager, tenantId, gone, { feed: name, at });
      for (const { ifUnknown, line } of unknown) missed.push({ ...ifUnknown, line, severity: 'warning' });
      this.note(batch, missed);
      const next = addedUp(this.feed, batch, { ...counts, withdrawn });
      const further = { ...next, share: this.options.share(), updatedAt: new Date(at) };
      await feeds.advance(manager, further);
      if (batch.remarks.length > 0) await feeds.addRemarks(manager, further, this.kept, batch.remarks);
      this.feed = further;
    });
    this.kept += batch.remarks.length;
    for (const remark of missed) await this.options.remarked(remark);
    this.options.told(this.feed);
  }
}

type Written = Pick<StockFeedRecord, 'added' | 'changed' | 'unchanged' | 'withdrawn'>;

function addedUp(feed: StockFeedRecord, batch: Batch, written: Written): StockFeedRecord {
  return {
    ...feed,
    rows: feed.rows + batch.rows,
    dealerIds: [...new Set([...(feed.dealerIds ?? []), ...batch.units.map(({ unit }) => unit.dealerId)])],
    added: feed.added + written.added,
    changed: feed.changed + written.changed,
    unchanged: feed.unchanged + written.unchanged,
    withdrawn: feed.withdrawn + written.withdrawn,
    rejected: feed.rejected + batch.rejected,
    warnings: feed.warnings + batch.warnings,
  };
}
