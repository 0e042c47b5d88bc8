import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, openSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { DataSource } from 'typeorm';
import { z } from 'zod';
import { roles } from '../../src/models/caller.js';
import { ApiKeyEntity } from '../../src/models/tenant/api-key.entity.js';
import { TenantEntity } from '../../src/models/tenant/tenant.entity.js';
import { OffsetClock } from '../../src/modules/platform/clock.js';
import { TenancyService } from '../../src/modules/tenancy/tenancy.service.js';
import { testDataKeys } from './data-keys.js';

/** A tenant of the test's own, with a key for each role. */
export interface TestTenant {
  id: string;
  keys: Record<OwnRole, string>;
}

/** One of our programs, running. */
export interface Door {
  url: string;
  process: ChildProcess;
  /** All it has written so far, logs included. */
  output(): string;
}

export interface CarouselOptions {
  /** A migrated database. */
  databaseUrl: string;
  redisUrl?: string;
  apis?: number;
  workers?: number;
  env?: Record<string, string>;
}

const readyMessage = z.object({ ready: z.string(), address: z.string() });

/** The built server as its users run it: real processes on real ports. Build first (`npm run build`). */
export class TestCarousel {
  readonly apis: Door[] = [];
  readonly workers: Door[] = [];
  private readonly logs = mkdtempSync(join(tmpdir(), 'carousel-logs-'));
  private launched = 0;
  private asked = 0;

  constructor(private readonly options: CarouselOptions) {}

  static async start(options: CarouselOptions): Promise<TestCarousel> {
    const carousel = new TestCarousel(options);
    const openApis = async (): Promise<void> => {
      for (let n = 0; n < (options.apis ?? 1); n++) await carousel.startApi();
    };
    const openWorkers = async (): Promise<void> => {
      for (let n = 0; n < (options.workers ?? 1); n++) await carousel.startWorker();
    };
    await Promise.all([openApis(), openWorkers()]);
    return carousel;
  }

  /** Address of an API: the next one each time, as behind a load balancer, so that no story leans on one process. */
  get url(): string {
    return this.apis[this.asked++ % Math.max(this.apis.length, 1)]?.url ?? '';
  }

  async startApi(env: Record<string, string> = {}): Promise<Door> {
    const door = await this.launch('main', env);
    this.apis.push(door);
    return door;
  }

  async startWorker(env: Record<string, string> = {}): Promise<Door> {
    const door = await this.launch('worker', env);
    this.workers.push(door);
    return door;
  }

  /** Ends a program at once, as a power cut would. */
  async kill(door: Door): Promise<void> {
    await this.end(door, 'SIGKILL');
  }

  /** Ends a program as an operator would. */
  async close(door: Door): Promise<void> {
    await this.end(door, 'SIGTERM');
  }

  async stop(): Promise<void> {
    await Promise.all([...this.apis, ...this.workers].map((door) => this.close(door)));
    rmSync(this.logs, { recursive: true, force: true });
  }

  private async end(door: Door, signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    for (const list of [this.apis, this.workers]) if (list.includes(door)) list.splice(list.indexOf(door), 1);
    const { process: child } = door;
    if (child.exitCode !== null || child.signalCode !== null) return;
    const ended = once(child, 'exit');
    child.kill(signal);
    await ended;
  }

  private async launch(program: 'main' | 'worker', env: Record<string, string>): Promise<Door> {
    const log = join(this.logs, `${program}-${this.launched++}.log`);
    const descriptor = openSync(log, 'a');
    const child = fork(join('dist', 'programs', `${program}.js`), {
      env: {
        PATH: process.env['PATH'],
        DATABASE_URL: this.options.databaseUrl,
        ...(this.options.redisUrl ? { REDIS_URL: this.options.redisUrl } : {}),
        SECRET: 'a-secret-for-tests-which-is-long-enough',
        DATA_KEYS: testDataKeys,
        PORT: '0',
        WORKER_PORT: '0',
        ...this.options.env,
        ...env,
      },
      stdio: ['ignore', descriptor, descriptor, 'ipc'],
    });
    const output = () => readFileSync(log, 'utf8');
    const ended = once(child, 'exit').then(() =>
      Promise.reject(new Error(`${program} ended early:\n${output()}`)),
    );
    const message: unknown = (await Promise.race([once(child, 'message'), ended])).at(0);
    ended.catch(() => undefined);
    return { url: readyMessage.parse(message).address, process: child, output };
  }
}

/** Roles of a tenant's own keys: those of dealers come with their dealers. */
const ownRoles = roles.filter((role) => role !== 'dealer');
type OwnRole = (typeof ownRoles)[number];

/** Adds a tenant with a key for each role of its own to a migrated database. */
export async function createTestTenant(dataSource: DataSource, slug: string): Promise<TestTenant> {
  const tenancy = new TenancyService(
    dataSource.getRepository(TenantEntity),
    dataSource.getRepository(ApiKeyEntity),
    new OffsetClock(0),
  );
  const tenant = await tenancy.createTenant({ slug, name: slug, timeZone: 'Europe/London', currency: 'GBP' });
  const keys: Record<OwnRole, string> = {
    admin: '',
    marketer: '',
    storefront: '',
    collector: '',
    payments: '',
    keybox: '',
    checker: '',
  };
  for (const role of ownRoles)
    keys[role] = (await tenancy.createKey(tenant.id, role, `${role} of ${slug}`)).key;
  return { id: tenant.id, keys };
}

/** What GraphQL answered. `data` is whatever was asked for; parse it with a schema. */
export interface GraphQLAnswer {
  status: number;
  data: unknown;
  errors: { message: string; extensions: Record<string, unknown> }[];
}

const answerSchema = z.object({
  data: z.unknown().default(null),
  errors: z
    .array(z.object({ message: z.string(), extensions: z.record(z.string(), z.unknown()).default({}) }))
    .default([]),
});

/** Posts a query as any GraphQL client would. */
export async function graphql(
  url: string,
  key: string,
  query: string,
  variables: object = {},
): Promise<GraphQLAnswer> {
  const response = await fetch(`${url}/graphql`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', authorization: `Bearer ${key}` },
    body: JSON.stringify({ query, variables }),
  });
  return { status: response.status, ...answerSchema.parse(await response.json()) };
}

/** Asks again until the answer is right, or fails with the last one. */
export async function eventually<T>(
  ask: () => Promise<T>,
  isRight: (answer: T) => boolean,
  withinMs = 10_000,
): Promise<T> {
  const until = Date.now() + withinMs;
  for (;;) {
    const answer = await ask();
    if (isRight(answer)) return answer;
    if (Date.now() > until)
      throw new Error(`still not right after ${withinMs} ms: ${JSON.stringify(answer)}`);
    await sleep(20);
  }
}
