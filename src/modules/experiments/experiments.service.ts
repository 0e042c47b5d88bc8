import { randomUUID } from 'node:crypto';
import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../models/caller.js';
import type { Problem } from '../../models/campaign/problem.js';
import type { ExperimentEntity } from '../../models/experiment/experiment.entity.js';
import type { ExperimentPlan, ExperimentStatus } from '../../models/experiment/experiment-plan.js';
import { Clock } from '../platform/clock.js';
import type { Page } from '../platform/graphql/connection.js';
import { experimentEnded, experimentNotFound, tooManyExperiments } from './experiments.errors.js';
import { endingOf } from './plans/ending.js';
import { ExperimentChanges } from './plans/experiment-changes.js';
import { ExperimentSurroundings } from './plans/experiment-surroundings.js';
import { ExperimentsRepository, SegmentsGone } from './plans/experiments.repository.js';
import { emptyPlan, readPlan, type ExperimentDraft } from './plans/read-plan.js';
import { changedWhileRunning, started } from './plans/running-plan.js';
import { statusAt } from './plans/status.js';

/** Most experiments a tenant may have, ended ones too. */
export const mostExperiments = 2_000;

type Outcome = ExperimentEntity | { problems: Problem[] };

/** Experiments from the plan to the end: the door to those who plan them. */
@Injectable()
export class ExperimentsService {
  constructor(
    private readonly repository: ExperimentsRepository,
    private readonly surroundings: ExperimentSurroundings,
    private readonly changes: ExperimentChanges,
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
    await this.changes.run(tenantId, async (manager) => {
      if ((await this.repository.count(manager, tenantId)) >= mostExperiments) throw tooManyExperiments(mostExperiments); // prettier-ignore
      await this.changes.add(manager, made, caller.keyId);
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
    const wrong = await this.changes.run(tenantId, async (manager): Promise<Problem[]> => {
      const now = this.clock.now();
      const current = await this.changes.current(manager, tenantId, id);
      if (statusAt(current, now) === 'ENDED') throw experimentEnded(id, 'changed');
      const isDraft = current.status === 'DRAFT';
      // The arms of a running one stay as they are, so what became of what they name is nothing to put right here.
      const inTheWay = isDraft ? problems : problems.filter(({ path }) => !path.startsWith('arms.'));
      if (inTheWay.length > 0) return inTheWay;
      const read = readPlan(draft, current.plan);
      if (read.problems.length > 0) return read.problems;
      if (isDeepStrictEqual(read.plan, current.plan)) return [];
      const changed = isDraft ? { change: { plan: read.plan } } : changedWhileRunning(current, read.plan, await this.others(manager, current, now), now); // prettier-ignore
      if ('problems' in changed) return changed.problems;
      await this.changes.write(manager, current, changed.change, { deed: 'CHANGED', by: caller.keyId, at: new Date(now) }); // prettier-ignore
      if (!isDraft) await this.changes.rename(manager, current, read.plan);
      return [];
    });
    return wrong.length > 0 ? { problems: wrong } : this.get(caller, id);
  }

  /**
   * Starts a draft, now or from its planned start on, or says everything in its way; of a running one it changes nothing.
   * @throws AppError EXPERIMENT_NOT_FOUND, EXPERIMENT_STATUS once it is over
   */
  async start(caller: Caller, id: string): Promise<Outcome> {
    const { plan } = await this.get(caller, id);
    const around = await this.surroundings.problems(caller, plan);
    try {
      const wrong = await this.changes.run(caller.tenantId, (manager) => this.begin(manager, caller, id, around)); // prettier-ignore
      return wrong.length > 0 ? { problems: wrong } : await this.get(caller, id);
    } catch (fault) {
      if (!(fault instanceof SegmentsGone)) throw fault;
      return { problems: await this.surroundings.problems(caller, (await this.get(caller, id)).plan) };
    }
  }

  /**
   * Ends an experiment for good: from now on everybody sees what they would without it. What people do for some days more
   * still counts. Again it changes nothing.
   * @throws AppError EXPERIMENT_NOT_FOUND
   */
  async end(caller: Caller, id: string): Promise<ExperimentEntity> {
    await this.get(caller, id);
    await this.changes.run(caller.tenantId, async (manager) => {
      const now = this.clock.now();
      const current = await this.changes.current(manager, caller.tenantId, id);
      if (current.status === 'ENDED') return;
      const ranOut = endingOf(current, undefined, now);
      const ending = ranOut ?? { deed: 'ENDED' as const, at: new Date(now) };
      await this.changes.end(manager, current, ending, ranOut ? null : caller.keyId);
    });
    return this.get(caller, id);
  }

  /** Those that hold a segment: it cannot be archived before they are over. */
  holding({ tenantId }: Caller, segmentId: string): Promise<ExperimentEntity[]> {
    return this.repository.holding(tenantId, segmentId);
  }

  /** Starts it where nothing is in the way: what it names is looked at as it stays until the start is written. */
  private async begin(manager: EntityManager, caller: Caller, id: string, around: readonly Problem[]): Promise<Problem[]> {
    const now = this.clock.now();
    const current = await this.changes.current(manager, caller.tenantId, id);
    if (statusAt(current, now) === 'ENDED') throw experimentEnded(id, 'started');
    if (current.status === 'RUNNING') return [];
    const still = await this.surroundings.stillProblems(manager, caller, current.plan);
    const others = around.filter(({ path }) => /\.(segmentIds|modelVersion)$/.test(path) && !still.some((each) => each.path === path));
    const wrong = [...still, ...others];
    const begun = started(current, await this.others(manager, current, now), now);
    if ('problems' in begun || wrong.length > 0) return [...wrong, ...('problems' in begun ? begun.problems : [])];
    await this.changes.write(manager, current, begun.change, { deed: 'STARTED', by: caller.keyId, at: new Date(now) });
    await this.changes.hold(manager, current, current.plan);
    return [];
  } // prettier-ignore

  private async read(caller: Caller, draft: ExperimentDraft, current: ExperimentPlan) {
    const { plan, problems } = readPlan(draft, current);
    return { plan, problems: [...problems, ...(await this.surroundings.problems(caller, plan))] };
  }

  private async others(
    manager: EntityManager,
    { tenantId, id }: ExperimentEntity,
    now: number,
  ): Promise<ExperimentEntity[]> {
    const running = await this.repository.running(tenantId, now, manager);
    return running.filter((other) => other.id !== id);
  }
}
