import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { DriftThresholds } from '../../models/prediction/drift.js';
import type { ModelDriftEntity } from '../../models/prediction/model-drift.entity.js';
import type { ModelName } from '../../models/prediction/model-manifest.js';
import { ModelStandings } from '../inference/standings/model-standings.service.js';
import { Clock } from '../platform/clock.js';
import { onlyOne } from '../platform/only-one.js';
import { driftThresholds } from './drift.errors.js';
import { DriftNews } from './drift-news.js';
import { DriftRepository } from './drift.repository.js';
import { thresholdsProblem, usualThresholds } from './judging/thresholds.js';
import { TenantDrift } from './tenant-drift.js';

/** Watches how champions stand beside their first weeks: looks at all of them, tells what was found, and by which thresholds. */
@Injectable()
export class DriftService {
  private isEnding = false;

  constructor(
    private readonly repository: DriftRepository,
    private readonly tenants: TenantDrift,
    private readonly standings: ModelStandings,
    private readonly clock: Clock,
    private readonly news: DriftNews,
  ) {}

  /** Looks at every tenant's champions, one after the other; nothing where another worker is at it. */
  async lookAtAll(): Promise<void> {
    await onlyOne(this.repository.dataSource, 'drift', async () => {
      for (const champion of await this.standings.championsOfAll())
        if (!this.isEnding)
          await this.news.tell(champion, () => this.tenants.look(champion, this.clock.now()));
    });
  }

  /** This process is to end: the look in hand is finished, and the rest is left to whoever looks next. */
  end(): void {
    this.isEnding = true;
  }

  /** What was found last of the version that answers; null where none does, or it was not looked at yet. */
  async of(caller: Caller, model: ModelName): Promise<ModelDriftEntity | null> {
    const version = await this.standings.championOf(caller, model);
    return version === null ? null : this.repository.find({ tenantId: caller.tenantId, model, version });
  }

  /** The tenant's, or the usual ones. */
  async thresholds({ tenantId }: Pick<Caller, 'tenantId'>): Promise<DriftThresholds> {
    return (await this.repository.thresholds(tenantId)) ?? usualThresholds;
  }

  /**
   * Sets them for the looks from now on.
   * @throws AppError DRIFT_THRESHOLDS
   */
  async setThresholds({ tenantId }: Caller, thresholds: DriftThresholds): Promise<DriftThresholds> {
    const problem = thresholdsProblem(thresholds);
    if (problem !== null) throw driftThresholds(problem);
    await this.repository.setThresholds(tenantId, thresholds, new Date(this.clock.now()));
    return thresholds;
  }
}
