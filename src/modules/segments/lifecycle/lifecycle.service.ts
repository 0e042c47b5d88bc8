import { isDeepStrictEqual } from 'node:util';
import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { LifecycleSettings } from '../../../models/segment/lifecycle-settings.js';
import { AppError } from '../../platform/app-error.js';
import { Clock } from '../../platform/clock.js';
import { SegmentBackfills } from '../segment-backfills.js';
import { segmentErrors } from '../segments.errors.js';
import { SegmentHeld } from '../segments.repository.js';
import type { RuleProblem } from '../validate.js';
import { changedLifecycle, type LifecycleChange } from './changed-lifecycle.js';
import { LifecycleRepository } from './lifecycle.repository.js';
import { StageKeeper, type HeldStages } from './stage-keeper.js';
import { StageRulesInForce } from './stage-rules-in-force.js';

/** A tenant's lifecycle as it is now. */
export interface Lifecycle {
  /** 0 before it was first changed. */
  readonly version: number;
  readonly settings: LifecycleSettings;
  readonly updatedAt: Date | null;
}

/** The lifecycle as it is now, or what is wrong with what was asked. */
export type LifecycleOutcome =
  { readonly lifecycle: Lifecycle } | { readonly problems: readonly RuleProblem[] };

class Refused extends Error {
  constructor(readonly problems: readonly RuleProblem[]) {
    super('The lifecycle cannot be changed so.');
  }
}

/** What makes the stages of a tenant, and whether they are kept as segments. */
@Injectable()
export class LifecycleService {
  constructor(
    private readonly repository: LifecycleRepository,
    private readonly inForce: StageRulesInForce,
    private readonly keeper: StageKeeper,
    private readonly backfills: SegmentBackfills,
    private readonly clock: Clock,
  ) {}

  async find({ tenantId }: Caller, manager?: EntityManager): Promise<Lifecycle> {
    const stored = await this.repository.find(tenantId, manager);
    const settings = this.inForce.settingsOf(tenantId, stored);
    return { version: stored?.version ?? 0, settings, updatedAt: stored?.updatedAt ?? null };
  }

  /**
   * Changes what makes the stages or whether they are kept; everybody is looked at again. What changes nothing leaves no
   * trace.
   * @throws AppError LIFECYCLE_CHANGED
   */
  async set(caller: Caller, change: LifecycleChange): Promise<LifecycleOutcome> {
    try {
      await this.repository.transaction((manager) => this.apply(manager, caller, change));
    } catch (fault) {
      if (fault instanceof Refused) return { problems: fault.problems };
      if (fault instanceof SegmentHeld)
        return { problems: [kept('campaigns that are not ended, or running experiments, name a stage', 'End them, or take it out of the audiences of campaigns.')] }; // prettier-ignore
      throw fault;
    }
    await this.backfills.wake();
    return { lifecycle: await this.find(caller) };
  }

  private async apply(manager: EntityManager, caller: Caller, change: LifecycleChange): Promise<void> {
    const held = await this.keeper.hold(manager, caller.tenantId);
    const { version, settings } = await this.find(caller, manager);
    if ((change.expectedVersion ?? version) !== version)
      throw new AppError(
        segmentErrors.lifecycleChanged,
        'conflict',
        `The lifecycle is at version ${version}, not the ${change.expectedVersion ?? ''} you expected; read it again and repeat the change.`,
      );
    const next = changedLifecycle(settings, change);
    if ('problems' in next) throw new Refused(next.problems);
    if (isDeepStrictEqual(next.settings, settings)) return;
    const now = new Date(this.clock.now());
    const changed = { version: version + 1, settings: next.settings, updatedAt: now };
    await this.repository.save(manager, caller.tenantId, changed);
    await this.follow(manager, caller, held, { before: settings, after: next.settings, now });
  }

  /** Has segments follow: their backfills are of the same transaction as the settings, so neither can be without the other. */
  private async follow(
    manager: EntityManager,
    { tenantId }: Caller,
    held: HeldStages,
    { before, after, now }: { before: LifecycleSettings; after: LifecycleSettings; now: Date },
  ): Promise<void> {
    const isOther = !isDeepStrictEqual({ ...before, track: after.track }, after);
    const others = held.active.filter(({ builtIn }) => builtIn === null);
    if (before.track && !after.track) {
      const names = this.keeper.referring(held).map((name) => `“${name}”`);
      if (names.length > 0)
        throw new Refused([kept(`the rules of other segments refer to a stage: ${names.join(', ')}`, 'Let them ask for the stage instead: { "stage": { "aipl": ["INTEREST"] } }.')]); // prettier-ignore
      await this.keeper.close(manager, held, now);
    }
    if (!before.track && after.track) await this.keeper.open(manager, tenantId, held, now);
    const isKept = before.track && after.track;
    if (isOther) await this.keeper.renew(manager, isKept ? held.active : others, now);
  }
}

function kept(why: string, remedy: string): RuleProblem {
  return { path: 'track', message: `cannot be switched off while ${why}`, remedy };
}
