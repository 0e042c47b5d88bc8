import { Global, Module } from '@nestjs/common';
import { APP_FILTER } from '@nestjs/core';
import { TypeOrmModule } from '@nestjs/typeorm';
import { DataSource } from 'typeorm';
import { Changes } from './changes.js';
import { Clock, OffsetClock } from './clock.js';
import { Config, readConfig } from './config.js';
import { dataSourceOptions } from './database.js';
import { ErrorFilter } from './error.filter.js';
import { HealthController } from './health.controller.js';
import { Log } from './log.js';
import { MetricsController } from './metrics.controller.js';
import { Metrics } from './metrics.js';
import { QueueBackend } from './queue/queue-backend.js';
import { Queues } from './queue/queues.js';
import { Readiness } from './readiness.js';
import { RedisConnections } from './redis.js';
import { KeyRing } from './sealing/key-ring.js';
import { LimitStore } from './limit-store/limit-store.js';
import { PostgresLimitStore } from './limit-store/postgres-limit-store.js';
import { RedisLimitStore } from './limit-store/redis-limit-store.js';
import { PostgresViewerStore } from './viewer-store/postgres-viewer-store.js';
import { RedisViewerStore } from './viewer-store/redis-viewer-store.js';
import { ViewerStore } from './viewer-store/viewer-store.js';
import { WebhookPost } from './webhooks/webhook-post.js';

/**
 * What every room stands on: settings, database, queue, viewer and limit stores, sealing, clock, logs, errors, health. No business
 * words here. Owns the migrations ledger, `data_keys`, the tables of both stores and,
 * where jobs live in PostgreSQL, BullMQ's schema.
 */
@Global()
@Module({
  imports: [
    TypeOrmModule.forRootAsync({
      inject: [Config],
      useFactory: (config: Config) => ({
        ...dataSourceOptions(config),
        migrationsRun: false,
        retryAttempts: 0,
      }),
    }),
  ],
  controllers: [HealthController, MetricsController],
  providers: [
    { provide: Config, useFactory: () => readConfig() },
    {
      provide: Clock,
      inject: [Config],
      useFactory: (config: Config) => new OffsetClock(config.clockOffsetMs),
    },
    { provide: KeyRing, inject: [Config], useFactory: (config: Config) => new KeyRing(config.dataKeys) },
    Changes,
    { provide: Log, inject: [Config], useFactory: (config: Config) => new Log(config) },
    Metrics,
    Readiness,
    RedisConnections,
    QueueBackend,
    Queues,
    WebhookPost,
    {
      provide: ViewerStore,
      inject: [Config, RedisConnections],
      useFactory: (config: Config, redis: RedisConnections) =>
        config.redisUrl === undefined ? new PostgresViewerStore(config) : new RedisViewerStore(redis),
    },
    {
      provide: LimitStore,
      inject: [Config, RedisConnections],
      useFactory: (config: Config, redis: RedisConnections) =>
        config.redisUrl === undefined ? new PostgresLimitStore(config) : new RedisLimitStore(redis),
    },
    { provide: APP_FILTER, useClass: ErrorFilter },
  ],
  exports: [
    Config,
    Clock,
    KeyRing,
    Changes,
    Log,
    Metrics,
    Readiness,
    RedisConnections,
    QueueBackend,
    Queues,
    ViewerStore,
    LimitStore,
    WebhookPost,
  ],
})
export class PlatformModule {
  constructor(config: Config, dataSource: DataSource, redis: RedisConnections, readiness: Readiness) {
    readiness.add('database', async () => Array.isArray(await dataSource.query('select 1')));
    if (config.redisUrl !== undefined) readiness.add('redis', () => redis.answers());
  }
}
