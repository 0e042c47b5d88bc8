import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { ModelHoldEntity } from '../../../models/prediction/model-hold.entity.js';
import { isFor } from '../../../models/prediction/version-owner.js';
import { versionFolder } from '../model-registry.js';
import { Champions } from './champions.js';
import { StandingsRepository } from './standings.repository.js';

/** Who counts on versions of a model. */
export type ModelHolder = Pick<ModelHoldEntity, 'experimentId' | 'name'>;

/** Why a version cannot be tried; null where it can. */
export type CannotTry = 'UNKNOWN' | 'RETIRED' | null;

const model = 'offer-propensity';

/**
 * Holds versions that rank offers for those who count on them: the door to experiments. Whoever comes first to the tenant's model decides: a
 * hold finds what was retired before it, and who retires finds the hold.
 */
@Injectable()
export class ModelHolds {
  constructor(
    private readonly repository: StandingsRepository,
    private readonly champions: Champions,
  ) {}

  /** Of each version why it cannot be tried, as it stays until the transaction ends. */
  async still(
    manager: EntityManager,
    tenantId: string,
    versions: readonly string[],
  ): Promise<Map<string, CannotTry>> {
    if (versions.length === 0) return new Map();
    await this.repository.hold(manager, tenantId, model);
    const standings = await this.repository.of(tenantId, manager);
    const found = (await this.repository.versions(versions, manager)).filter((each) => each.model === model);
    return new Map(
      versions.map((version) => {
        const isKnown = isFor(version, tenantId) && found.some((each) => each.version === version);
        const isRetired = standings.some((each) => each.model === model && each.version === version && each.state === 'RETIRED'); // prettier-ignore
        return [version, isRetired ? 'RETIRED' : isKnown ? null : 'UNKNOWN'];
      }),
    );
  }

  /** The version that ranks for whom none is named, as this process knows it; null where a baseline does. */
  async champion(tenantId: string): Promise<string | null> {
    return (await this.champions.of(tenantId)).get(model) ?? null;
  }

  /**
   * Loads versions beside those that answer in this process. Says of each that cannot run why not; of one that nobody knows,
   * nothing is said here.
   */
  async faults(versions: readonly string[]): Promise<Map<string, string>> {
    const faults = await this.champions.load(versions.map((version) => versionFolder(model, version)));
    return new Map(versions.flatMap((version) => {
      const fault = faults.get(versionFolder(model, version));
      return fault === undefined ? [] : [[version, fault] as const];
    }));
  } // prettier-ignore

  /** Counts on versions, in the transaction in which they were seen: every process loads them with its commit. Says it anew where it did before. */
  async keep(
    manager: EntityManager,
    tenantId: string,
    holder: ModelHolder,
    versions: readonly string[],
  ): Promise<void> {
    if (versions.length === 0) return;
    await this.repository.putHolds(manager, versions.map((version) => ({ ...holder, tenantId, model, version }))); // prettier-ignore
    await this.champions.announce(manager, tenantId);
  }

  /** Counts on them no more; again it changes nothing. */
  async letGo(manager: EntityManager, tenantId: string, experimentId: string): Promise<void> {
    if (await this.repository.removeHolds(manager, tenantId, experimentId))
      await this.champions.announce(manager, tenantId);
  }

  /** Waits until this process has loaded what was committed before the call; what cannot run is tried again by itself. */
  async catchUp(tenantId: string): Promise<void> {
    await this.champions.catchUp(tenantId);
  }
}
