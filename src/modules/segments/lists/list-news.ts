import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { EvaluationRepository } from '../evaluation.repository.js';
import { WakeUps } from '../wake-ups.js';

/** Has whoever came onto a list, or went off it, looked at again at once. What they did is what it was. */
@Injectable()
export class ListNews {
  constructor(
    private readonly evaluation: EvaluationRepository,
    private readonly profiles: ProfilesService,
    private readonly wakeUps: WakeUps,
  ) {}

  /** Written with the change of the list, so that neither can be lost. Returns the shards to `wake` once it is committed. */
  async ask(manager: EntityManager, tenantId: string, profileIds: Iterable<string>): Promise<number[]> {
    const asked = [...new Set(profileIds)].map((profileId) => ({
      tenantId,
      profileId,
      shard: this.profiles.shardOf(profileId),
    }));
    await this.evaluation.request(manager, asked, true);
    return [...new Set(asked.map(({ shard }) => shard))];
  }

  /** Nobody waits for the tick then. */
  wake(shards: readonly number[]): Promise<void> {
    return this.wakeUps.tell(shards);
  }
}
