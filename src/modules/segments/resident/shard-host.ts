import { setTimeout as sleep } from 'node:timers/promises';
import { Together } from '../../platform/together.js';
import { PostgresHistories } from './postgres-histories.js';
import type { Answer, Ask, TenantRules } from './resident-messages.js';
import { ResidentShard, type ShardToLoad } from './resident-shard.js';
import { beginningBytes, chunkBytes } from './snapshot/chunk.js';
import { partsOf, SealedFile, UnusableSnapshot, type SnapshotFile } from './snapshot/sealed-file.js';

/** Whoever takes shards up asks for one after the other: so long is waited for the next. */
const gatherMs = 50;
/** Pause before a shard that is in the middle of something is looked at again. */
const busyMs = 5;
/** Longest that a shard is waited for in all while it is written down. */
const patienceMs = 60_000;

/** Holds shards and answers about them, in whichever thread it is made. */
export class ShardHost {
  private readonly source: PostgresHistories;
  private readonly shards = new Map<number, ResidentShard>();
  private readonly reading = new Together((all: readonly ShardToLoad[]) => ResidentShard.load(this.source, all), gatherMs); // prettier-ignore

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
    if (!shard) return { kind: 'absent' };
    return ask.kind === 'write' ? this.write(shard, ask) : answerOf(shard, ask);
  }

  async destroy(): Promise<void> {
    this.shards.clear();
    await this.source.close();
  }

  private async load({ shard, rules, snapshot }: Extract<Ask, { kind: 'load' }>): Promise<Answer> {
    const refused = snapshot && (await this.takeUp(shard, rules, snapshot));
    if (refused !== null && typeof refused !== 'string') return refused;
    const { resident, loaded } = await this.reading.add({ shard, rules });
    this.shards.set(shard, resident);
    return { kind: 'loaded', ...loaded, refused };
  }

  /** From its snapshot; or says why not. Whatever is wrong, there is PostgreSQL. */
  private async takeUp(
    shard: number,
    rules: readonly TenantRules[],
    snapshot: SnapshotFile,
  ): Promise<Answer | string> {
    try {
      const resident = new ResidentShard(shard, this.source);
      const loaded = await resident.takeUp(rules, snapshot.id, partsOf(snapshot));
      this.shards.set(shard, resident);
      return { kind: 'loaded', ...loaded, refused: null };
    } catch (fault) {
      return whyNot(fault);
    }
  }

  /** Writes a shard down; others, and steps of its own, get their turn between any two parts. */
  private async write(
    resident: ResidentShard,
    { shard, snapshot }: Extract<Ask, { kind: 'write' }>,
  ): Promise<Answer> {
    const file = await SealedFile.begin(snapshot);
    try {
      const { from, copy } = resident.beginCopy();
      await file.add(beginningBytes(from));
      for (let waited = 0; ;) {
        if (this.shards.get(shard) !== resident || waited > patienceMs) throw new Error('The shard was let go of, or at something else, while it was written down.'); // prettier-ignore
        const chunk = resident.copyOn(copy);
        if (chunk === null) break;
        if (chunk) await file.add(chunkBytes(chunk));
        else await sleep(busyMs).then(() => (waited += busyMs));
      }
      await file.end();
      return { kind: 'done' };
    } catch (fault) {
      await file.abandon();
      throw fault;
    }
  }
}

/** In words that hold nothing of what is in the file. */
function whyNot(fault: unknown): string {
  if (fault instanceof UnusableSnapshot) return fault.message;
  if (fault instanceof Error && 'code' in fault && typeof fault.code === 'string')
    return fault.code === 'ENOENT' ? 'the file is not here' : fault.code;
  return 'what is in it cannot be read';
}

async function answerOf(
  shard: ResidentShard,
  ask: Exclude<Ask, { kind: 'load' | 'release' | 'write' }>,
): Promise<Answer> {
  switch (ask.kind) {
    case 'rules':
      return { kind: 'watched', watched: await shard.setRules(ask.rules) };
    case 'watch':
      return { kind: 'watched', watched: await shard.watch(ask.asked) };
    case 'watched':
      return { kind: 'watched', watched: shard.watched(ask.tenantId) };
    case 'settle':
      return { kind: 'settled', isSettled: shard.settle(ask.at, ask.isQuiet) };
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
    case 'abandon':
      shard.abandon(ask.tenantId, ask.id);
      return { kind: 'done' };
    case 'answer':
      return { kind: 'told', told: shard.answer(ask.asked) };
  }
}
