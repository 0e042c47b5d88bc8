import { DataSource } from 'typeorm';
import { readConfig } from '../../src/modules/platform/config.js';
import { migrate } from '../../src/modules/platform/migrate.js';
import { testDataKeys } from './data-keys.js';

/** Migrates `template_carousel` and copies it to `template_demo`; a copy takes a tenth of migrating again. */
export async function prepareTemplate(serverUrl: string): Promise<void> {
  const server = await new DataSource({ type: 'postgres', url: `${serverUrl}/postgres` }).initialize();
  await server.query('create database template_carousel');
  const { dataKeys } = readConfig({
    DATABASE_URL: serverUrl,
    SECRET: 'x'.repeat(32),
    DATA_KEYS: testDataKeys,
  });
  await migrate({ databaseUrl: `${serverUrl}/template_carousel`, redisUrl: undefined, dataKeys });
  await server.query('create database template_demo template template_carousel');
  await server.destroy();
}
