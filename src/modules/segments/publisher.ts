import { Injectable } from '@nestjs/common';
import { DataSource } from 'typeorm';
import { ViewerStore } from '../platform/viewer-store/viewer-store.js';
import { EvaluationRepository } from './evaluation.repository.js';
import { groupBy } from '../platform/group-by.js';
import type { EvaluatedState } from './membership-writer.js';
import { WakeUps } from './wake-ups.js';

/** Takes what was committed to where decisions read it. At least once: what fails here is found unpublished and done again. */
@Injectable()
export class Publisher {
  constructor(
    private readonly dataSource: DataSource,
    private readonly repository: EvaluationRepository,
    private readonly store: ViewerStore,
    private readonly wakeUps: WakeUps,
  ) {}

  async publish(evaluated: readonly EvaluatedState[]): Promise<void> {
    if (evaluated.length === 0) return;
    for (const [tenantId, states] of groupBy(evaluated, (one) => one.tenantId))
      await this.store.publish(
        tenantId,
        states.map(({ profileId, version, state, aliases }) => ({
          viewerId: profileId,
          version,
          state: Buffer.from(JSON.stringify(state)),
          aliases: aliases.map(({ alias, version: aliasVersion }) => ({ alias, version: aliasVersion })),
        })),
      );
    await this.repository.notePublished(this.dataSource.manager, evaluated);
  }

  /** Has the owners of other shards look at what was asked of them. */
  ask(shards: readonly number[]): Promise<void> {
    return this.wakeUps.tell(shards);
  }
}
