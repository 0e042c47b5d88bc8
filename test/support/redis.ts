import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { Redis } from 'ioredis';

/** A real Redis of the test's own. */
export interface TestRedis {
  url: string;
  /** Ends the server as a crash would and starts it with the data it had when it was last saved. */
  restart(): Promise<void>;
  stop(): Promise<void>;
}

/** Redis specs run in the Redis suite only, where a missing server is a failure. */
export const redisSuite = process.env['CAROUSEL_REDIS_SUITE'] === '1';

/**
 * Starts `redis-server` on a free port, keeping nothing but what it is told to save. With `cluster` it is a cluster of one that owns every slot:
 * enough to refuse what a bigger cluster would refuse.
 */
export async function startRedis({ cluster = false } = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'carousel-redis-'));
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const start = () => launch([...settings, '--dir', folder], cluster);
  let server = start();
  const failed = once(server, 'error').then(() =>
    Promise.reject(
      new Error('redis-server is not installed; the Redis suite needs it (apt-get install redis-server)'),
    ),
  );
  failed.catch(() => undefined);
  await Promise.race([failed, untilAnswering(port, cluster)]);
  return {
    url: `redis://127.0.0.1:${port}`,
    async restart() {
      await kill(server);
      server = start();
      await untilAnswering(port, false);
    },
    async stop() {
      await kill(server);
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function launch(settings: readonly string[], cluster: boolean): ChildProcess {
  const asCluster = ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'];
  return spawn('redis-server', [...settings, '--daemonize', 'no', ...(cluster ? asCluster : [])], {
    stdio: 'ignore',
    env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/bin:/usr/local/bin` },
  });
}

async function kill(server: ChildProcess): Promise<void> {
  const ended = once(server, 'exit');
  server.kill('SIGKILL');
  await ended;
}

async function untilAnswering(port: number, cluster: boolean): Promise<void> {
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
    if (!cluster) return;
    await client.cluster('ADDSLOTSRANGE', 0, 16_383);
    while (!(await client.cluster('INFO')).includes('cluster_state:ok')) await sleep(50);
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
