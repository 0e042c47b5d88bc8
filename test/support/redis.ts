import { spawn } from 'node:child_process';
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
  stop(): Promise<void>;
}

/** Redis specs run in the Redis suite only, where a missing server is a failure. */
export const redisSuite = process.env['CAROUSEL_REDIS_SUITE'] === '1';

/**
 * Starts `redis-server` on a free port, keeping nothing. With `cluster` it is a cluster of one that owns every slot:
 * enough to refuse what a bigger cluster would refuse.
 */
export async function startRedis({ cluster = false } = {}): Promise<TestRedis> {
  const folder = mkdtempSync(join(tmpdir(), 'carousel-redis-'));
  const port = await freePort();
  const settings = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no'];
  const server = spawn(
    'redis-server',
    [
      ...settings,
      '--dir',
      folder,
      '--daemonize',
      'no',
      ...(cluster ? ['--cluster-enabled', 'yes', '--cluster-announce-ip', '127.0.0.1'] : []),
    ],
    {
      stdio: 'ignore',
      env: { ...process.env, PATH: `${process.env['PATH'] ?? ''}:/usr/bin:/usr/local/bin` },
    },
  );
  const failed = once(server, 'error').then(() =>
    Promise.reject(
      new Error('redis-server is not installed; the Redis suite needs it (apt-get install redis-server)'),
    ),
  );
  failed.catch(() => undefined);
  await Promise.race([failed, untilAnswering(port, cluster)]);
  return {
    url: `redis://127.0.0.1:${port}`,
    async stop() {
      const ended = once(server, 'exit');
      server.kill('SIGKILL');
      await ended;
      rmSync(folder, { recursive: true, force: true });
    },
  };
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
