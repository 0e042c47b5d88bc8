import { DataSource } from 'typeorm';
import { dataSourceOptions } from '../../src/modules/platform/database.js';

/** Migrates `template_carousel` and copies it to `template_demo`; a copy takes a tenth of migrating again. */
export async function prepareTemplate(serverUrl: string): Promise<void> {
  const server = await new DataSource({ type: 'postgres', url: `${serverUrl}/postgres` }).initialize();
  await server.query('create database template_carousel');
  const template = await new DataSource(
    dataSourceOptions({ databaseUrl: `${serverUrl}/template_carousel`, databasePool: 1 }),
  ).initialize();
  await template.runMigrations();
  await template.destroy();
  await server.query('create database template_demo template template_carousel');
  await server.destroy();
}
