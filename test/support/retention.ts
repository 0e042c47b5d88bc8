import type { DataSource } from 'typeorm';
import { z } from 'zod';
import { EventMetrics } from '../../src/modules/events/event.metrics.js';
import { EventsRepository } from '../../src/modules/events/events.repository.js';
import { LogBaseRepository } from '../../src/modules/events/log-base.repository.js';
import { Remover } from '../../src/modules/events/retention/remover.js';
import { RetentionRepository } from '../../src/modules/events/retention/retention.repository.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { testDataKeys } from './data-keys.js';

const facts = z.record(z.string(), z.unknown());

/** What a process does with the log once a day, at whatever time the test says it is. Returns what it logged. */
export class DailyUpkeep {
  constructor(
    private readonly dataSource: DataSource,
    private readonly shards: number,
  ) {}

  /** Makes the months of now and next. */
  async makeMonths(now: number): Promise<void> {
    await new EventsRepository(this.dataSource).tidy(new Date(now), new Date(0));
  }

  /** Days pass for the database too, so that it takes the log for old enough. */
  async remove(now: number, retentionDays: string): Promise<Record<string, unknown>[]> {
    await this.dataSource.query(`update log_base set raised_at = now() - interval '2 days'`);
    return this.removeAgain(now, retentionDays);
  }

  async removeAgain(now: number, retentionDays: string, clockOffsetMs = now - Date.now()) {
    const config = readConfig({
      DATABASE_URL: 'postgres://unused',
      SECRET: 'x'.repeat(32),
      DATA_KEYS: testDataKeys,
      SHARDS: String(this.shards),
      RETENTION_DAYS: retentionDays,
      CLOCK_OFFSET: `${clockOffsetMs < 0 ? '-' : ''}PT${Math.abs(Math.round(clockOffsetMs / 1_000))}S`,
    });
    const lines: Record<string, unknown>[] = [];
    const log = new Log(config, { write: (line) => void lines.push(facts.parse(JSON.parse(line))) });
    const { dataSource } = this;
    const metrics = new EventMetrics(new Metrics());
    await new Remover(new RetentionRepository(dataSource), new LogBaseRepository(dataSource), metrics, config, log).remove(now); // prettier-ignore
    return lines;
  }

  /** Rows of the log by the table they lie in. */
  async rows(): Promise<Record<string, number>> {
    const rows: { table: string; rows: number }[] = await this.dataSource.query(
      `select tableoid::regclass::text as table, count(*)::int as rows from events where identity_id is not null group by 1 order by 1`,
    );
    return Object.fromEntries(rows.map(({ table, rows: count }) => [table, count]));
  }

  async hasTable(name: string): Promise<boolean> {
    const rows: { there: boolean }[] = await this.dataSource.query('select to_regclass($1) is not null as there', [name]); // prettier-ignore
    return rows[0]?.there ?? false;
  }
}
