import { DataSource } from 'typeorm';
import { migrate } from '../../src/modules/platform/migrate.js';

/** Migrates `template_carousel` and copies it to `template_demo`; a copy takes a tenth of migrating again. */
export async function prepareTemplate(serverUrl: string): Promise<void> {
  const server = await new DataSource({ type: 'postgres', url: `${serverUrl}/postgres` }).initialize();
  await server.query('create database template_carousel');
  await migrate({ databaseUrl: `${serverUrl}/template_carousel`, redisUrl: undefined });
  await server.query('create database template_demo template template_carousel');
  await server.destroy();
}
