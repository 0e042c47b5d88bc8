import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import { Client, type Notification } from 'pg';
import type { EntityManager } from 'typeorm';
import { Config } from './config.js';
import { Log } from './log.js';

/** Called with what changed (mostly a tenant's id), or null when changes may have been missed: refresh everything. */
export type ChangeHandler = (subject: string | null) => void;

/** By this name the database knows the connection that every running process has exactly one of. */
export const changesName = 'carousel-changes';
const channel = 'carousel_changes';
const retryMs = { first: 100, most: 5_000 };

/**
 * Tells every process that something it may hold in memory has changed, over PostgreSQL's LISTEN and NOTIFY: a hint
 * to read again, never the data itself. Heard within milliseconds of the commit; after a lost connection every
 * handler is called with null, so that nothing stays stale. One connection a process.
 */
@Injectable()
export class Changes implements OnModuleInit, OnApplicationShutdown {
  private readonly handlers = new Map<string, ChangeHandler[]>();
  private client: Client | undefined;
  private retry: NodeJS.Timeout | undefined;
  private waitMs = retryMs.first;
  private closing = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  /** Listening begins before any other room starts: whoever listens first and loads second misses nothing. */
  async onModuleInit(): Promise<void> {
    await this.connect();
  }

  async onApplicationShutdown(): Promise<void> {
    this.closing = true;
    clearTimeout(this.retry);
    await this.client?.end();
  }

  /** Says, when and only when `manager`'s transaction commits, that `subject` (mostly a tenant's id, no spaces) has changed under `topic`. */
  async announce(manager: EntityManager, topic: string, subject: string): Promise<void> {
    await manager.query('select pg_notify($1, $2)', [channel, `${topic} ${subject}`]);
  }

  /** Hears about `topic` for the life of the process. Handlers must be quick; what they throw is logged. */
  listen(topic: string, handler: ChangeHandler): void {
    this.handlers.set(topic, [...(this.handlers.get(topic) ?? []), handler]);
  }

  private async connect(): Promise<void> {
    const client = new Client({
      connectionString: this.config.databaseUrl,
      application_name: `${changesName} ${this.config.dataKeys.current}`,
      keepAlive: true,
      keepAliveInitialDelayMillis: 10_000,
    });
    client.on('notification', (notification) => this.hear(notification));
    // A lost connection reports itself as an error, an end, or both.
    client.on('error', () => this.reconnect(client));
    client.on('end', () => this.reconnect(client));
    this.client = client;
    await client.connect();
    await client.query(`listen ${channel}`);
  }

  private reconnect(lost: Client): void {
    if (this.closing || this.client !== lost) return;
    this.client = undefined;
    this.log.warn({ retryMs: this.waitMs }, 'the connection that hears changes is lost; trying again');
    this.retry = setTimeout(() => {
      this.connect().then(
        () => {
          this.waitMs = retryMs.first;
          this.refreshAll();
        },
        () => {
          if (this.client) this.reconnect(this.client);
        },
      );
    }, this.waitMs);
    this.waitMs = Math.min(this.waitMs * 2, retryMs.most);
  }

  private refreshAll(): void {
    for (const topic of this.handlers.keys()) this.call(topic, null);
  }

  private hear({ payload = '' }: Notification): void {
    const [topic, subject] = payload.split(' ');
    if (topic && subject) this.call(topic, subject);
  }

  private call(topic: string, subject: string | null): void {
    for (const handler of this.handlers.get(topic) ?? []) {
      try {
        handler(subject);
      } catch (fault) {
        this.log.error({ err: fault, topic }, 'a change handler failed');
      }
    }
  }
}
