import type { DataSourceOptions } from 'typeorm';
import { entities } from '../../models/entities.js';
import type { Config } from './config.js';
import { keptOpenMs } from './kept-open.js';
import { PreparingClient } from './preparing-client.js';
import { migrations } from '../../../migrations/index.js';

/** How every process reaches PostgreSQL. Schema changes come from `migrations/` only, never from entities. */
export function dataSourceOptions(config: Pick<Config, 'databaseUrl' | 'databasePool'>): DataSourceOptions {
  return {
    type: 'postgres',
    url: config.databaseUrl,
    entities,
    migrations,
    migrationsTableName: 'migrations',
    migrationsTransactionMode: 'each',
    synchronize: false,
    logging: false,
    // Without a limit a request would wait for a free connection for ever, and say nothing.
    extra: {
      Client: PreparingClient,
      max: config.databasePool,
      connectionTimeoutMillis: 10_000,
      idleTimeoutMillis: keptOpenMs,
      application_name: 'carousel',
    },
  };
}
