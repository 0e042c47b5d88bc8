import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Pool } from 'pg';
import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/modules/platform/database.js';
import { EmbeddedPostgres } from '../../src/modules/platform/embedded-postgres.js';
import { createTestTenant, TestCarousel, type Door, type TestTenant } from '../support/carousel.js';

/** A scratch installation to measure: a durable PostgreSQL of its own, our built processes, one tenant. */
export interface Ground {
  carousel: TestCarousel;
  databaseUrl: string;
  /** For floors and for putting data there. */
  pool: Pool;
  tenant: TestTenant;
}

/**
 * Lends a ground to `measure` and removes every trace of it after. PostgreSQL runs with its own defaults, so that a
 * commit waits for the disk as it does in production.
 */
export async function onGround<T>(
  processes: { apis: number; workers: number },
  prepare: (pool: Pool, tenant: TestTenant) => Promise<void>,
  measure: (ground: Ground) => Promise<T>,
): Promise<T> {
  const scratch = mkdtempSync(join(tmpdir(), 'carousel-bench-'));
  chmodSync(scratch, 0o755);
  const server = await EmbeddedPostgres.start(join(scratch, 'postgres'));
  const databaseUrl = `${server.baseUrl}/postgres`;
  const pool = new Pool({ connectionString: databaseUrl, max: 8 });
  // A benchmark cut short leaves queries in hand; that the server goes away under them is not the news then.
  pool.on('error', () => undefined);
  let carousel: TestCarousel | undefined;
  try {
    const tenant = await migratedWithTenant(databaseUrl);
    await prepare(pool, tenant);
    carousel = await TestCarousel.start({ databaseUrl, env: { LOG_LEVEL: 'warn' }, ...processes });
    return await Promise.race([measure({ carousel, databaseUrl, pool, tenant }), interruption()]);
  } finally {
    await carousel?.stop();
    await pool.end();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

/** Rejects when we are told to end, so that the ground is cleared as after any other fault. */
export function interruption(): Promise<never> {
  return new Promise((_resolve, reject) => {
    for (const signal of ['SIGINT', 'SIGTERM'] as const)
      process.once(signal, () => reject(new Error(`ended by ${signal}`)));
  });
}

async function migratedWithTenant(databaseUrl: string): Promise<TestTenant> {
  const database = await new DataSource(dataSourceOptions({ databaseUrl, databasePool: 2 })).initialize();
  try {
    await database.runMigrations();
    return await createTestTenant(database, 'bench');
  } finally {
    await database.destroy();
  }
}

/** Seconds of processor time a process of ours has used, all threads, from its own metrics. */
export async function cpuSeconds(door: Pick<Door, 'url'>): Promise<number> {
  return metric(door, 'process_cpu_seconds_total');
}

/** Megabytes of memory a process of ours holds, from its own metrics. */
export async function residentMb(door: Pick<Door, 'url'>): Promise<number> {
  return (await metric(door, 'process_resident_memory_bytes')) / 1_048_576;
}

async function metric({ url }: Pick<Door, 'url'>, name: string): Promise<number> {
  const text = await (await fetch(`${url}/metrics`)).text();
  const line = new RegExp(`^\\w*${name} (\\S+)`, 'm').exec(text);
  if (!line) throw new Error(`${url}/metrics does not tell ${name}`);
  return Number(line[1]);
}
