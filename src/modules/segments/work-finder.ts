import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { EventsService } from '../events/events.service.js';
import { Clock } from '../platform/clock.js';
import { EvaluationRepository } from './evaluation.repository.js';
import { consumer, leftOverAfterMs } from './following.js';
import { WakeUps } from './wake-ups.js';

/** Finds shards with work, whatever became of their wake-ups. Of who is due, whoever holds the shard knows by itself. */
@Injectable()
export class WorkFinder {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: EvaluationRepository,
    private readonly events: EventsService,
    private readonly wakeUps: WakeUps,
    private readonly clock: Clock,
  ) {}

  /** Wakes the owners of shards that are behind the log, or have something asked for or left over. */
  async wake(): Promise<void> {
    const now = this.clock.now();
    const { manager } = this.dataSource;
    const behind = await this.events.shardsBehind(manager, consumer);
    const waiting = await this.repository.shardsWithWork(manager, new Date(now - leftOverAfterMs));
    await this.wakeUps.tell([...new Set([...behind, ...waiting])]);
  }
}
