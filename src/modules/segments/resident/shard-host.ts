import { PostgresHistories } from './postgres-histories.js';
import type { Answer, Ask } from './resident-messages.js';
import { ResidentShard } from './resident-shard.js';

/** Holds shards and answers about them, in whichever thread it is made. */
export class ShardHost {
  private readonly source: PostgresHistories;
  private readonly shards = new Map<number, ResidentShard>();

  constructor(databaseUrl: string) {
    this.source = new PostgresHistories(databaseUrl);
  }

  async run(ask: Ask): Promise<Answer> {
    if (ask.kind === 'load') return this.load(ask);
    if (ask.kind === 'release') {
      this.shards.delete(ask.shard);
      return { kind: 'done' };
    }
    const shard = this.shards.get(ask.shard);
    return shard ? answerOf(shard, ask) : { kind: 'absent' };
  }

  async destroy(): Promise<void> {
    this.shards.clear();
    await this.source.close();
  }

  private async load({ shard: number, rules }: Extract<Ask, { kind: 'load' }>): Promise<Answer> {
    const shard = new ResidentShard(number, this.source);
    const loaded = await shard.load(rules);
    this.shards.set(number, shard);
    return { kind: 'loaded', ...loaded };
  }
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
