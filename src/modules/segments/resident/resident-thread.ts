import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import type { Answer, Ask } from './resident-messages.js';
import { ShardHost } from './shard-host.js';

const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(workerData);
const host = new ShardHost(databaseUrl);

/** The thread that holds people: it looks, and waits for PostgreSQL, so that the event loop of the worker never does. */
export default function answer(ask: Ask): Promise<Answer> {
  return host.run(ask);
}
