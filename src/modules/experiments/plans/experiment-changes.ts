import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import type { ExperimentDeed, PlainVerdict } from '../../../models/experiment/experiment-version.entity.js';
import { Clock } from '../../platform/clock.js';
import { experimentNotFound } from '../experiments.errors.js';
import { LiveExperiments } from '../trying/live-experiments.js';
import { ExperimentVersionsRepository } from '../versions/experiment-versions.repository.js';
import type { Ending } from './ending.js';
import { ExperimentsRepository } from './experiments.repository.js';
import { PlanHolds } from './plan-holds.js';

/** What was done to an experiment. */
export interface ExperimentDone {
  readonly deed: ExperimentDeed;
  /** Id of the key that did it; null of what nobody did. */
  readonly by: string | null;
  readonly at: Date;
  readonly note?: string;
  readonly verdict?: PlainVerdict;
}

/**
 * The one way in which experiments are changed: one change of a tenant's at a time, and a version keeps what was done with it. What a
 * running one names is held until it is over.
 */
@Injectable()
export class ExperimentChanges {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly versions: ExperimentVersionsRepository,
    private readonly holds: PlanHolds,
    private readonly live: LiveExperiments,
    private readonly clock: Clock,
  ) {}

  /** Every process is told with the commit, and this one knows before it answers. */
  async run<T>(tenantId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.repository.dataSource.transaction(async (manager) => {
      await this.repository.holdAll(manager, tenantId);
      const done = await work(manager);
      await this.live.announce(manager, tenantId);
      return done;
    });
    await this.live.catchUp(tenantId);
    await this.holds.catchUp(tenantId);
    return result;
  }

  /** As it stands in the transaction. @throws AppError EXPERIMENT_NOT_FOUND */
  async current(manager: EntityManager, tenantId: string, id: string): Promise<ExperimentEntity> {
    const found = await this.repository.find(tenantId, id, manager);
    if (!found) throw experimentNotFound(id);
    return found;
  }

  /** A new one, with its first version. */
  async add(manager: EntityManager, made: Omit<ExperimentEntity, 'version'>, by: string): Promise<void> {
    const { plan, createdAt: doneAt } = made;
    await this.repository.insert(manager, { ...made, version: 1 });
    await this.versions.add(manager, made, { version: 1, deed: 'CREATED', note: null, verdict: null, plan, doneAt, doneBy: by }); // prettier-ignore
  }

  /** Writes a change and keeps what was done. One that is older than versions is first kept as it was. */
  async write(manager: EntityManager, experiment: ExperimentEntity, change: Partial<ExperimentEntity>, done: ExperimentDone): Promise<void> {
    let { version } = experiment;
    if (version === 0)
      await this.versions.add(manager, experiment, { version: ++version, deed: 'KEPT', note: null, verdict: null, plan: experiment.plan, doneAt: experiment.updatedAt, doneBy: null });
    const { deed, by, at, note = null, verdict = null } = done;
    const plan = change.plan ?? experiment.plan;
    await this.versions.add(manager, experiment, { version: ++version, deed, note, verdict, plan, doneAt: at, doneBy: by });
    const updatedAt = deed === 'VERDICT' ? experiment.updatedAt : new Date(this.clock.now());
    await this.repository.change(manager, experiment, { ...change, version, updatedAt });
  } // prettier-ignore

  /** Holds what a running experiment names: nobody puts it away meanwhile. */
  hold(manager: EntityManager, experiment: ExperimentEntity, plan: ExperimentPlan): Promise<void> {
    return this.holds.keep(manager, experiment, plan);
  }

  /** Says anew by what name a running one holds what it holds. */
  rename(manager: EntityManager, experiment: ExperimentEntity, plan: ExperimentPlan): Promise<void> {
    return this.holds.rename(manager, experiment, plan);
  }

  /** It is over, and lets go of all it held. @param by null of what nobody ended */
  async end(manager: EntityManager, experiment: ExperimentEntity, { deed, at }: Ending | { deed: 'ENDED'; at: Date }, by: string | null): Promise<void> {
    await this.write(manager, experiment, { status: 'ENDED', endsAt: at }, { deed, by, at });
    await this.holds.letGo(manager, experiment);
  } // prettier-ignore
}
