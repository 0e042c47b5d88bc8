import {
  Injectable,
  type OnApplicationBootstrap,
  type OnModuleDestroy,
  type OnModuleInit,
} from '@nestjs/common';
import { DataSource, type EntityManager } from 'typeorm';
import { EventsService } from '../events/events.service.js';
import { Queues } from '../platform/queue/queues.js';
import { draftOf } from './lead-draft.js';
import { LeadMaker } from './lead-maker.js';
import { LeadsRepository } from './leads.repository.js';
import { leadsQueue } from './leads.queue.js';

const consumer = 'leads';
/** Rows of the log read in one transaction. */
const stride = 50;
/** Wake-ups are gathered this long, so that a stream of events costs few jobs. */
const gatherMs = 250;
/** Pause before a shard is looked at again whose newest rows are not readable yet, or which another follows. */
const lookAgainMs = 100;
const tickMs = 10_000;

/**
 * Follows the log and makes a lead of every hand raised in it. The position moves in the transaction that writes the
 * leads, so none is lost or made twice, whoever dies when.
 */
@Injectable()
export class LeadFollower implements OnModuleInit, OnApplicationBootstrap, OnModuleDestroy {
  private readonly woken = new Set<number>();
  private gathering: NodeJS.Timeout | undefined;

  constructor(
    private readonly dataSource: DataSource,
    private readonly events: EventsService,
    private readonly maker: LeadMaker,
    private readonly repository: LeadsRepository,
    private readonly queues: Queues,
  ) {}

  onModuleInit(): void {
    this.events.onRecorded((shards) => this.gather(shards));
  }

  /** The tick finds what a lost wake-up left behind. */
  async onApplicationBootstrap(): Promise<void> {
    await this.queues.every(leadsQueue, 'leads:tick', tickMs, { shard: null });
  }

  onModuleDestroy(): void {
    clearTimeout(this.gathering);
  }

  /** Every shard with rows not read yet. */
  async followAll(): Promise<void> {
    for (const shard of await this.events.shardsBehind(this.dataSource.manager, consumer))
      await this.follow(shard);
  }

  /** Reads a shard to its end; where rows are not readable yet, looks again soon. */
  async follow(shard: number): Promise<void> {
    for (;;) {
      const end = await this.dataSource.transaction((manager) => this.step(manager, shard));
      if (end === 'later')
        await this.queues.add(leadsQueue, { shard }, { delayMs: lookAgainMs, dedupeId: `leads:${shard}` });
      if (end !== 'more') return;
    }
  }

  private async step(manager: EntityManager, shard: number): Promise<'more' | 'later' | 'end'> {
    if (!(await this.repository.lock(manager, shard))) return 'later';
    const position = await this.events.position(manager, consumer, shard);
    const entries = await this.events.readLog(manager, shard, position, stride);
    const last = entries.at(-1) ?? position;
    const isPending = entries.length < stride && (await this.events.pending(manager, shard, last));
    for (const entry of entries) {
      const draft = draftOf(entry);
      if (draft) await this.maker.make(manager, draft);
    }
    if (entries.length > 0) await this.events.advance(manager, consumer, shard, last);
    if (entries.length === stride) return 'more';
    return isPending ? 'later' : 'end';
  }

  private gather(shards: readonly number[]): void {
    for (const shard of shards) this.woken.add(shard);
    this.gathering ??= setTimeout(() => void this.wake(), gatherMs).unref();
  }

  private async wake(): Promise<void> {
    const shards = [...this.woken];
    this.woken.clear();
    this.gathering = undefined;
    const adding = shards.map((shard) =>
      this.queues.add(leadsQueue, { shard }, { dedupeId: `leads:${shard}` }),
    );
    await Promise.allSettled(adding);
  }
}
