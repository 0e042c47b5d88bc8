import { workerData } from 'node:worker_threads';
import { z } from 'zod';
import { PostgresHistories } from './postgres-histories.js';
import type { Answer, Ask } from './resident-messages.js';
import { ResidentShard } from './resident-shard.js';

const { databaseUrl } = z.object({ databaseUrl: z.string() }).parse(workerData);
const source = new PostgresHistories(databaseUrl);
const shards = new Map<number, ResidentShard>();

/** The thread that holds people: it looks, and waits for PostgreSQL, so that the event loop of the worker never does. */
export default async function answer(ask: Ask): Promise<Answer> {
  if (ask.kind === 'load') return load(ask);
  if (ask.kind === 'release') {
    shards.delete(ask.shard);
    return { kind: 'done' };
  }
  const shard = shards.get(ask.shard);
  return shard ? answerOf(shard, ask) : { kind: 'absent' };
}

async function load({ shard: number, rules }: Extract<Ask, { kind: 'load' }>): Promise<Answer> {
  const shard = new ResidentShard(number, source);
  const loaded = await shard.load(rules);
  shards.set(number, shard);
  return { kind: 'loaded', ...loaded };
}

async function answerOf(
  shard: ResidentShard,
  ask: Exclude<Ask, { kind: 'load' | 'release' }>,
): Promise<Answer> {
  switch (ask.kind) {
    case 'rules':
      return { kind: 'watched', watched: await shard.setRules(ask.rules) };
    case 'watch':
      return { kind: 'watched', watched: await shard.watch(ask) };
    case 'page':
      return { kind: 'page', ...shard.page(ask.tenantId, ask.from) };
    case 'tell':
      shard.tell(ask.tenantId, ask.known);
      return { kind: 'done' };
    case 'due':
      return { kind: 'due', changed: shard.due(ask.now), nextDue: shard.nextDue };
    case 'sweep':
      return { kind: 'swept', ...shard.sweep(ask.tenantId, ask.from, ask.now), nextDue: shard.nextDue };
    case 'step':
      return { kind: 'stepped', seen: await shard.step(ask.news, ask.to, ask.now), nextDue: shard.nextDue };
    case 'answer':
      return { kind: 'told', told: shard.answer(ask.asked) };
  }
}
