import { randomUUID } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { ExperimentEntity } from '../../models/experiment/experiment.entity.js';
import type { ExperimentPlan, ExperimentStatus } from '../../models/experiment/experiment-plan.js';
import { Clock } from '../platform/clock.js';
import type { Page } from '../platform/graphql/connection.js';
import { experimentEnded, experimentNotFound, tooManyExperiments } from './experiments.errors.js';
import { ExperimentSurroundings } from './plans/experiment-surroundings.js';
import { ExperimentsRepository } from './plans/experiments.repository.js';
import { emptyPlan, readPlan, type ExperimentDraft } from './plans/read-plan.js';
import { changedWhileRunning, started } from './plans/running-plan.js';
import { statusAt } from './plans/status.js';
import { LiveExperiments } from './trying/live-experiments.js';

/** Most experiments a tenant may have, ended ones too. */
export const mostExperiments = 2_000;

type Outcome = ExperimentEntity | { problems: Problem[] };

/** Experiments from the plan to the end: the door to those who plan them. */
@Injectable()
export class ExperimentsService {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly surroundings: ExperimentSurroundings,
    private readonly live: LiveExperiments,
    private readonly clock: Clock,
  ) {}

  /** Newest first, one row more than the page when there is one. */
  list({ tenantId }: Caller, status: ExperimentStatus | null, page: Page): Promise<ExperimentEntity[]> {
    return this.repository.page(tenantId, status, this.clock.now(), page);
  }

  /** @throws AppError EXPERIMENT_NOT_FOUND */
  async get({ tenantId }: Caller, id: string): Promise<ExperimentEntity> {
    const found = await this.repository.find(tenantId, id);
    if (!found) throw experimentNotFound(id);
    return found;
  }

  /**
   * Makes a draft, or says everything that is wrong with it.
   * @throws AppError TOO_MANY_EXPERIMENTS
   */
  async create(caller: Caller, draft: ExperimentDraft): Promise<Outcome> {
    const { plan, problems } = await this.read(caller, draft, emptyPlan);
    if (problems.length > 0) return { problems };
    const { tenantId } = caller;
    const at = new Date(this.clock.now());
    const unset = { layer: null, slotsFrom: null, slotsTo: null, startsAt: null, endsAt: null };
    const made = { tenantId, id: randomUUID(), status: 'DRAFT' as const, plan, ...unset, createdAt: at, updatedAt: at }; // prettier-ignore
    await this.changing(tenantId, async (manager) => {
      if ((await this.repository.count(manager, tenantId)) >= mostExperiments) throw tooManyExperiments(mostExperiments); // prettier-ignore
      await this.repository.insert(manager, made);
    });
    return this.get(caller, made.id);
  }

  /**
   * Changes what the input names. Of a running experiment only the name, the end, and the traffic upwards: anything else
   * would make what was counted so far worthless.
   * @throws AppError EXPERIMENT_NOT_FOUND, EXPERIMENT_STATUS
   */
  async update(caller: Caller, id: string, draft: ExperimentDraft): Promise<Outcome> {
    const { tenantId } = caller;
    const { problems } = await this.read(caller, draft, (await this.get(caller, id)).plan);
    const wrong = await this.changing(tenantId, async (manager): Promise<Problem[]> => {
      const now = this.clock.now();
      const current = await this.hold(manager, tenantId, id);
      if (statusAt(current, now) === 'ENDED') throw experimentEnded(id, 'changed');
      if (problems.length > 0) return problems;
      const read = readPlan(draft, current.plan);
      if (current.status === 'DRAFT') {
        if (read.problems.length === 0) await this.write(manager, current, { plan: read.plan });
        return read.problems;
      }
      const others = await this.others(manager, current, now);
      const changed = changedWhileRunning(current, read.plan, others, now);
      if ('problems' in changed) return changed.problems;
      await this.write(manager, current, changed.change);
      return [];
    });
    return wrong.length > 0 ? { problems: wrong } : this.get(caller, id);
  }

  /**
   * Starts a draft, now or from its planned start on, or says everything in its way; of a running one it changes nothing.
   * @throws AppError EXPERIMENT_NOT_FOUND, EXPERIMENT_STATUS once it is over
   */
  async start(caller: Caller, id: string): Promise<Outcome> {
    const { tenantId } = caller;
    const { plan } = await this.get(caller, id);
    const around = await this.surroundings.problems(caller, plan);
    const wrong = await this.changing(tenantId, async (manager): Promise<Problem[]> => {
      const now = this.clock.now();
      const current = await this.hold(manager, tenantId, id);
      if (statusAt(current, now) === 'ENDED') throw experimentEnded(id, 'started');
      if (current.status === 'RUNNING') return [];
      const begun = started(current, await this.others(manager, current, now), now);
      if ('problems' in begun || around.length > 0) return [...around, ...('problems' in begun ? begun.problems : [])]; // prettier-ignore
      await this.write(manager, current, begun.change);
      return [];
    });
    return wrong.length > 0 ? { problems: wrong } : this.get(caller, id);
  }

  /**
   * Ends an experiment for good: from now on everybody sees what they would without it. What people do for some days more
   * still counts. Again it changes nothing.
   * @throws AppError EXPERIMENT_NOT_FOUND
   */
  async end(caller: Caller, id: string): Promise<ExperimentEntity> {
    await this.get(caller, id);
    await this.changing(caller.tenantId, async (manager) => {
      const now = this.clock.now();
      const current = await this.hold(manager, caller.tenantId, id);
      if (current.status === 'ENDED') return;
      const isOver = statusAt(current, now) === 'ENDED';
      await this.write(manager, current, { status: 'ENDED', ...(isOver ? {} : { endsAt: new Date(now) }) });
    });
    return this.get(caller, id);
  }

  private async read(caller: Caller, draft: ExperimentDraft, current: ExperimentPlan) {
    const { plan, problems } = readPlan(draft, current);
    return { plan, problems: [...problems, ...(await this.surroundings.problems(caller, plan))] };
  }

  /** One change of the tenant's experiments at a time; every process is told, and this one knows before it answers. */
  private async changing<T>(tenantId: string, work: (manager: EntityManager) => Promise<T>): Promise<T> {
    const result = await this.repository.dataSource.transaction(async (manager) => {
      await this.repository.holdAll(manager, tenantId);
      const done = await work(manager);
      await this.live.announce(manager, tenantId);
      return done;
    });
    await this.live.catchUp(tenantId);
    return result;
  }

  private async hold(manager: EntityManager, tenantId: string, id: string): Promise<ExperimentEntity> {
    const found = await this.repository.find(tenantId, id, manager);
    if (!found) throw experimentNotFound(id);
    return found;
  }

  private async others(
    manager: EntityManager,
    { tenantId, id }: ExperimentEntity,
    now: number,
  ): Promise<ExperimentEntity[]> {
    const running = await this.repository.running(tenantId, now, manager);
    return running.filter((other) => other.id !== id);
  }

  private write(
    manager: EntityManager,
    experiment: ExperimentEntity,
    change: Partial<ExperimentEntity>,
  ): Promise<void> {
    return this.repository.change(manager, experiment, {
      ...change,
      updatedAt: new Date(this.clock.now()),
    });
  }
}
