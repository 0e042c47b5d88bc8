import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';
import { readConfig } from '../../src/modules/platform/config.js';
import { Log } from '../../src/modules/platform/log.js';
import { RedisConnections } from '../../src/modules/platform/redis.js';
import { testDataKeys } from './data-keys.js';

/** A real Redis of the test's own. */
export interface TestRedis {
  url: string;
  /** Ends the server as a crash would and starts it with the data it had when it was last saved. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Redis specs run in the Redis suite only, where a missing server is a failure. */
export const redisSuite = process.env['CAROUSEL_REDIS_SUITE'] === '1';

/** What a process of ours reaches that Redis by. */
export function connectionsTo(url: string): RedisConnections {
  const config = readConfig({
    DATABASE_URL: 'postgres://unused',
    SECRET: 'a-secret-for-tests-which-is-long-enough',
    DATA_KEYS: testDataKeys,
    REDIS_URL: url,
    LOG_LEVEL: 'silent',
  });
  return new RedisConnections(config, new Log(config));
}

/** Slots of a cluster. */
const slots = 16_384;

/**
 * Starts `redis-server` on a free port, keeping nothing but what it is told to save. With `cluster` it is a cluster of one that owns every slot:
 * enough to refuse what a bigger cluster would refuse.
 */
export async function startRedis({ cluster = false } = {}): Promise<TestRedis> {
  const node = await startNode(cluster);
  if (cluster) await makeCluster([node]);
  return {
    url: `redis://127.0.0.1:${node.port}`,
    async restart() {
      await kill(node.server);
      node.server = node.start();
      await untilAnswering(node.port);
    },
    stop: () => stopNode(node),
  };
}

/** A cluster of three masters, each with a third of the slots. It is not restarted. */
export async function startRedisCluster(): Promise<Omit<TestRedis, 'restart'>> {
  const nodes = [await startNode(true), await startNode(true), await startNode(true)];
  await makeCluster(nodes);
  return {
    url: `redis://127.0.0.1:${nodes[0]?.port ?? 0}`,
    stop: async () => {
      await Promise.all(nodes.map(stopNode));
    },
  };
}

/** One server. */
interface Node {
  readonly port: number;
  /** At which the others of a cluster speak to it. */
  readonly busPort: number;
  readonly folder: string;
  readonly start: () => ChildProcess;
  server: ChildProcess;
}

async function startNode(cluster: boolean): Promise<Node> {
  const folder = mkdtempSync(join(tmpdir(), 'carousel-redis-'));
  const port = await freePort();
  const busPort = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const asCluster = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1', '--cluster-port', String(busPort)]; // prettier-ignore
  const start = () => launch([...settings, '--dir', folder, ...(cluster ? asCluster : [])]);
  const server = start();
  const failed = once(server, 'error').then(() =>
    Promise.reject(
      new Error('redis-server is not installed; the Redis suite needs it (apt-get install redis-server)'),
    ),
  );
  failed.catch(() => undefined);
  await Promise.race([failed, untilAnswering(port)]);
  return { port, busPort, folder, start, server };
}

async function stopNode({ server, folder }: Node): Promise<void> {
  await kill(server);
  rmSync(folder, { recursive: true, force: true });
}

/** Makes one cluster of servers, and waits until each of them knows. */
async function makeCluster(nodes: readonly Node[]): Promise<void> {
  const clients = nodes.map(({ port }) => new Redis({ port, host: '127.0.0.1', enableReadyCheck: false }));
  try {
    for (const [n, client] of clients.entries()) {
      const from = Math.floor((n * slots) / nodes.length);
      await client.cluster('ADDSLOTSRANGE', from, Math.floor(((n + 1) * slots) / nodes.length) - 1);
      for (const { port, busPort } of nodes.slice(n + 1))
        await client.call('CLUSTER', 'MEET', '127.0.0.1', port, busPort);
    }
    for (const client of clients)
      for (;;) {
        const info = await client.cluster('INFO');
        if (info.includes('cluster_state:ok') && info.includes(`cluster_size:${nodes.length}`)) break;
        await sleep(50);
      }
  } finally {
    for (const client of clients) client.disconnect();
  }
}

function launch(settings: readonly string[]): ChildProcess {
  return spawn('redis-server', [...settings, '--daemonize', 'no'], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/bin:/usr/local/bin` },
  });
}

async function kill(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function untilAnswering(port: number): Promise<void> {
  const client = new Redis({
    port,
    host: '127.0.0.1',
    retryStrategy: () => 50,
    maxRetriesPerRequest: null,
    enableReadyCheck: false,
  });
  client.on('error', () => undefined);
  try {
    await client.ping();
  } finally {
    client.disconnect();
  }
}

async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  server.close();
  await once(server, 'close');
  return typeof address === 'object' && address ? address.port : 0;
}
