import type { DataSource } from 'typeorm';
import { ConsentMetrics } from '../../src/modules/consent/consent.metrics.js';
import { ConsentRepository } from '../../src/modules/consent/consent.repository.js';
import { ConsentService } from '../../src/modules/consent/consent.service.js';
import { Policies } from '../../src/modules/consent/policies.js';
import { Changes } from '../../src/modules/platform/changes.js';
import type { Clock } from '../../src/modules/platform/clock.js';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { Metrics } from '../../src/modules/platform/metrics.js';
import { testDataKeys } from './data-keys.js';

/** The consent room of one process, wired by hand on a real database. */
export interface ConsentRoom {
  readonly consent: ConsentService;
  readonly changes: Changes;
  readonly metrics: Metrics;
}

/** Wires the room. It hears of other processes' changes only once `changes.onModuleInit()` was called. */
export function consentRoom(
  dataSource: DataSource,
  clock: Clock,
  databaseUrl = 'postgres://unused',
): ConsentRoom {
  const config = readConfig({
    DATABASE_URL: databaseUrl,
    SECRET: 'x'.repeat(32),
    DATA_KEYS: testDataKeys,
    LOG_LEVEL: 'fatal',
  });
  const log = new Log(config);
  const changes = new Changes(config, log);
  const metrics = new Metrics();
  const repository = new ConsentRepository(dataSource);
  const policies = new Policies(repository, changes, log);
  policies.onModuleInit();
  const consent = new ConsentService(repository, policies, new ConsentMetrics(metrics), clock);
  return { consent, changes, metrics };
}
