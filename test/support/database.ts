import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource, type EntityManager } from 'typeorm';
import { z } from 'zod';
import { dataSourceOptions } from '../../src/modules/platform/database.js';

export interface TestDatabase {
  url: string;
  dataSource: DataSource;
  /** Closes the connections and drops the database. */
  drop(): Promise<void>;
}

/** A database of the test's own on the run's PostgreSQL server: migrated and empty, or with the demo tenant in it. */
export async function createTestDatabase(content: 'empty' | 'demo' = 'empty'): Promise<TestDatabase> {
  const serverUrl = process.env['TEST_DATABASE_SERVER'] ?? '';
  const name = `test_${randomUUID().replaceAll('-', '')}`;
  await onServer(
    serverUrl,
    `create database ${name} template ${content === 'demo' ? 'template_demo' : 'template_carousel'} strategy file_copy`,
  );
  const url = `${serverUrl}/${name}`;
  const dataSource = await new DataSource(
    dataSourceOptions({ databaseUrl: url, databasePool: 5 }),
  ).initialize();
  return {
    url,
    dataSource,
    async drop() {
      await dataSource.destroy();
      await onServer(serverUrl, `drop database if exists ${name} with (force)`);
    },
  };
}

async function onServer(serverUrl: string, statement: string): Promise<void> {
  const server = await new DataSource({ type: 'postgres', url: `${serverUrl}/postgres` }).initialize();
  try {
    await server.query(statement);
  } finally {
    await server.destroy();
  }
}

const transactionId = z.tuple([z.object({ xid: z.string() })]);
const verdict = z.tuple([z.object({ over: z.boolean() })]);

/**
 * Waits for every transaction begun until now. Specs that run at once share a server, and a reader of the log waits for
 * all of its transactions, other databases' too.
 */
export async function settled(manager: EntityManager): Promise<void> {
  const [{ xid }] = transactionId.parse(await manager.query('select pg_current_xact_id()::text as xid'));
  for (;;) {
    const rows: unknown = await manager.query(
      'select pg_snapshot_xmin(pg_current_snapshot()) > $1::xid8 as over',
      [xid],
    );
    if (verdict.parse(rows)[0].over) return;
    await sleep(5);
  }
}
