import { Injectable } from '@nestjs/common';
import type { Caller } from '../../models/caller.js';
import type { Retraining } from '../../models/prediction/retraining.entity.js';
import { ModelStandings } from '../inference/standings/model-standings.service.js';
import { Log } from '../platform/log.js';
import { ModelsFolder } from './trainer/models-folder.js';

/** So many of a tenant's own versions of a model stay: a year of months, or a quarter of weeks. */
const keptVersions = 12;

/**
 * Lets the oldest of a tenant's own versions go, so that the models folder, which every process reads, does not grow for ever. A version is
 * retired before its folder is removed: nobody promotes it meanwhile, and a worker that dies in between leaves it to the next run.
 */
@Injectable()
export class OutlivedVersions {
  constructor(
    private readonly standings: ModelStandings,
    private readonly models: ModelsFolder,
    private readonly log: Log,
  ) {}

  /** Never fails: what could not go now goes with the next run. */
  async letGo({ tenantId, model }: Pick<Retraining, 'tenantId' | 'model'>): Promise<void> {
    const caller: Caller = { tenantId, role: 'admin', keyId: 'retraining' };
    try {
      for (const version of await this.standings.retireOutlived(caller, model, keptVersions))
        await this.models.remove(model, version);
    } catch (fault) {
      this.log.warn({ err: fault, tenantId, model }, 'old versions of a tenant could not be let go; the next retraining tries again'); // prettier-ignore
    }
  }
}
