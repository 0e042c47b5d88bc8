import { Injectable, type OnApplicationShutdown } from '@nestjs/common';
import { Cluster, Redis } from 'ioredis';
import { Config, ConfigError } from './config.js';
import { Log } from './log.js';

/** One server or a cluster: the commands are the same, as long as every key of one command shares a `{hash tag}`. */
export type RedisClient = Redis | Cluster;

/**
 * The process's connections to Redis: one for commands, which fail soon when Redis is away, and one for queue
 * workers, which wait for it. Nothing connects unless REDIS_URL is set and someone asks.
 */
@Injectable()
export class RedisConnections implements OnApplicationShutdown {
  private commandClient: Promise<RedisClient> | undefined;
  private workerClient: Promise<RedisClient> | undefined;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
  ) {}

  forCommands(): Promise<RedisClient> {
    return (this.commandClient ??= this.connect(2));
  }

  forWorkers(): Promise<RedisClient> {
    return (this.workerClient ??= this.connect(null));
  }

  /** True when Redis answers; throws when it does not. */
  async answers(): Promise<boolean> {
    await (await this.forCommands()).ping();
    return true;
  }

  async onApplicationShutdown(): Promise<void> {
    const clients = await Promise.allSettled([this.commandClient, this.workerClient]);
    for (const client of clients) if (client.status === 'fulfilled') client.value?.disconnect();
  }

  private async connect(maxRetriesPerRequest: number | null): Promise<RedisClient> {
    if (this.config.redisUrl === undefined) throw new ConfigError('REDIS_URL is not set.');
    const client = await connectRedis(this.config.redisUrl, maxRetriesPerRequest);
    client.on('error', (fault: Error) =>
      this.log.warn({ err: fault }, 'the connection to Redis is in trouble'),
    );
    return client;
  }
}

/**
 * Connects to the server at `url`, and to its whole cluster when it is part of one.
 * @throws ConfigError when nothing answers there, or the password is refused
 */
export async function connectRedis(url: string, maxRetriesPerRequest: number | null): Promise<RedisClient> {
  const options = { maxRetriesPerRequest, lazyConnect: true, keepAlive: 10_000 };
  const single = new Redis(url, options);
  let reason: unknown;
  const remember = (fault: unknown) => (reason = fault);
  single.on('error', remember);
  try {
    await single.connect();
    if (!(await single.info('cluster')).includes('cluster_enabled:1')) {
      single.off('error', remember);
      return single;
    }
    const { host, port, username, password, tls } = single.options;
    single.disconnect();
    const cluster = new Cluster([{ host, port }], {
      lazyConnect: true,
      redisOptions: { username, password, tls, maxRetriesPerRequest, keepAlive: options.keepAlive },
    });
    cluster.on('error', () => undefined);
    await cluster.connect();
    return cluster;
  } catch (fault) {
    single.disconnect();
    throw new ConfigError(
      `Redis does not answer at the address in REDIS_URL: ${why(reason ?? fault)}. Is it running, and are host, port and password right?`,
    );
  }
}

/** The error's code, or the first word of Redis's own reply (`WRONGPASS`); never its whole text. */
function why(fault: unknown): string {
  if (!(fault instanceof Error)) return 'it gave no reason';
  return 'code' in fault ? String(fault.code) : (/^[A-Z]+/.exec(fault.message)?.[0] ?? fault.name);
}
