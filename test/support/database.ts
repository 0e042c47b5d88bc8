import { randomUUID } from 'node:crypto';
import { DataSource } from 'typeorm';
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
    `create database ${name} template ${content === 'demo' ? 'template_demo' : 'template_carousel'}`,
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
