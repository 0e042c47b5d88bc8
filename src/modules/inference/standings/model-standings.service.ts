import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Caller } from '../../../models/caller.js';
import type { ModelName } from '../../../models/prediction/model-manifest.js';
import type { ModelMoveRecord } from '../../../models/prediction/model-move.entity.js';
import type { ModelEvidence, ModelMoveKind } from '../../../models/prediction/model-standing.js';
import { isFor, isOwned } from '../../../models/prediction/version-owner.js';
import { Clock } from '../../platform/clock.js';
import type { Page } from '../../platform/graphql/connection.js';
import {
  modelIsChampion,
  modelNoShadow,
  modelNotFound,
  modelRetired,
  modelTried,
} from '../inference.errors.js';
import { versionFolder, ModelRegistry } from '../model-registry.js';
import { Champions, versionsIn } from './champions.js';
import { outlived } from './outlived.js';
import { StandingsRepository, type ModelMove, type Standing } from './standings.repository.js';

/** A version of a model. */
export interface VersionOf {
  readonly name: ModelName;
  readonly version: string;
}

/** A version that does not run, and why: it never becomes champion. */
export interface CannotRun {
  readonly fault: string;
}

/** With what a version is promoted. */
export interface Promoting extends VersionOf {
  /** The champion the evidence holds it against; it must still be that. */
  readonly against: string | null;
  readonly evidence: ModelEvidence | null;
  readonly isForced: boolean;
  readonly reason: string | null;
}

/** Where versions stand with a tenant, and every change of that: one at a time a model, each in the audit trail and told to every process. */
@Injectable()
export class ModelStandings {
  constructor(
    private readonly repository: StandingsRepository,
    private readonly champions: Champions,
    private readonly registry: ModelRegistry,
    private readonly clock: Clock,
  ) {}

  /** The version that answers the tenant; null where no version can, so that the baseline does. */
  async championOf({ tenantId }: Caller, name: ModelName): Promise<string | null> {
    await this.champions.of(tenantId);
    return versionsIn(await this.repository.of(tenantId), 'CHAMPION').get(name) ?? null;
  }

  /** The versions that answer, of all tenants, and since when: for work that is done for each of them. */
  championsOfAll(): Promise<(Standing & Pick<Caller, 'tenantId'>)[]> {
    return this.repository.champions();
  }

  /** Whether a version answers a tenant, as a transaction sees it: for work on it that took a while. */
  async isChampion(manager: EntityManager, { tenantId, model, version }: Pick<Caller, 'tenantId'> & Pick<Standing, 'model' | 'version'>): Promise<boolean> {
    return versionsIn(await this.repository.of(tenantId, manager), 'CHAMPION').get(model) === version;
  } // prettier-ignore

  /**
   * Finds a version in the models folder and loads it beside those that answer; null where it runs now.
   * @throws AppError MODEL_NOT_FOUND, MODEL_RETIRED
   */
  async ready({ tenantId }: Caller, { name, version }: VersionOf): Promise<CannotRun | null> {
    if (!isFor(version, tenantId)) throw modelNotFound(name, version);
    const folder = versionFolder(name, version);
    const fault = (await this.champions.load([folder])).get(folder);
    const standing = (await this.repository.of(tenantId)).find((each) => each.model === name && each.version === version);
    const isKnown = standing || this.registry.reports().some((each) => each.name === name && each.version === version);
    if (!isKnown) throw modelNotFound(name, version);
    if (standing?.state === 'RETIRED') throw modelRetired(name, version);
    return fault === undefined ? null : { fault };
  } // prettier-ignore

  /**
   * Makes a version champion; the one before is a candidate again. Of the champion it changes nothing. False, and nothing is changed, where
   * another was promoted meanwhile than the evidence is held against.
   * @throws AppError MODEL_RETIRED
   */
  promote(caller: Caller, { name, version, against, ...why }: Promoting): Promise<boolean> {
    return this.changing(caller, name, async (manager, standings, since) => {
      const champion = versionsIn(standings, 'CHAMPION').get(name) ?? null;
      if (champion === version) return true;
      if (champion !== against) return false;
      if (stateOf(standings, { name, version }) === 'RETIRED') throw modelRetired(name, version);
      if (champion !== null) await this.stand(manager, caller, { model: name, version: champion, state: 'CANDIDATE', since }); // prettier-ignore
      await this.stand(manager, caller, { model: name, version, state: 'CHAMPION', since });
      await this.note(manager, caller, { ...plain('PROMOTED', name, version, since), ...why, otherVersion: champion }); // prettier-ignore
      return true;
    });
  }

  /** The version that comes back when the champion is rolled back; null where none was promoted over. */
  async before({ tenantId }: Caller, name: ModelName): Promise<string | null> {
    const { manager } = this.repository.dataSource;
    return (await this.repository.standingPromotion(manager, tenantId, name))?.otherVersion ?? null;
  }

  /**
   * Takes back the promotion of a version that is champion; of any other it changes nothing, so that of two at once the second finds
   * it done. Returns the champion there is then; null where another would come back than meant.
   */
  rollBack(
    caller: Caller,
    { name, version }: VersionOf,
    to: string,
    reason: string | null,
  ): Promise<string | null> {
    return this.changing(caller, name, async (manager, standings, since) => {
      const champion = versionsIn(standings, 'CHAMPION').get(name) ?? null;
      if (champion !== version) return champion;
      const promotion = await this.repository.standingPromotion(manager, caller.tenantId, name);
      if (promotion?.version !== version || promotion.otherVersion !== to) return null;
      await this.stand(manager, caller, { model: name, version, state: 'CANDIDATE', since });
      await this.stand(manager, caller, { model: name, version: to, state: 'CHAMPION', since });
      await this.note(manager, caller, { ...plain('ROLLED_BACK', name, version, since), otherVersion: to, undoes: promotion.number, reason }); // prettier-ignore
      return to;
    });
  }

  /**
   * Has a version score live traffic beside the champion; one that did before is a candidate again. Again it changes nothing.
   * @throws AppError MODEL_IS_CHAMPION, MODEL_RETIRED, MODEL_NO_SHADOW
   */
  async shadow(caller: Caller, named: VersionOf, reason: string | null): Promise<void> {
    const { name, version } = named;
    if (name !== 'offer-propensity') throw modelNoShadow(name);
    await this.changing(caller, name, async (manager, standings, since) => {
      const state = stateOf(standings, named);
      if (state === 'CHAMPION') throw modelIsChampion(name, version);
      if (state === 'RETIRED') throw modelRetired(name, version);
      if (state === 'SHADOW') return;
      const before = versionsIn(standings, 'SHADOW').get(name);
      if (before !== undefined) await this.stand(manager, caller, { model: name, version: before, state: 'CANDIDATE', since }); // prettier-ignore
      await this.stand(manager, caller, { model: name, version, state: 'SHADOW', since });
      await this.note(manager, caller, { ...plain('SHADOWED', name, version, since), otherVersion: before ?? null, reason }); // prettier-ignore
    });
  }

  /**
   * Takes a version out: it is not promoted any more until it is reinstated. Again it changes nothing.
   * @throws AppError MODEL_NOT_FOUND; MODEL_IS_CHAMPION, as somebody has to answer; MODEL_TRIED while an experiment runs that has it rank
   */
  async retire(caller: Caller, named: VersionOf, reason: string | null): Promise<void> {
    const { name, version } = named;
    await this.mustBeFound(caller, named);
    await this.changing(caller, name, async (manager, standings, since) => {
      const state = stateOf(standings, named);
      if (state === 'CHAMPION') throw modelIsChampion(name, version);
      if (state === 'RETIRED') return;
      const [held] = (await this.repository.holds(caller.tenantId, manager)).filter((each) => each.model === name && each.version === version); // prettier-ignore
      if (held) throw modelTried(name, version, held.name, held.experimentId);
      await this.stand(manager, caller, { model: name, version, state: 'RETIRED', since });
      await this.note(manager, caller, { ...plain('RETIRED', name, version, since), reason });
    });
  }

  /**
   * Makes a version that is retired or shadows a candidate again; any other it leaves as it is.
   * @throws AppError MODEL_NOT_FOUND
   */
  async reinstate(caller: Caller, named: VersionOf, reason: string | null): Promise<void> {
    const { name, version } = named;
    await this.mustBeFound(caller, named);
    await this.changing(caller, name, async (manager, standings, since) => {
      const state = stateOf(standings, named);
      if (state !== 'RETIRED' && state !== 'SHADOW') return;
      await this.stand(manager, caller, { model: name, version, state: 'CANDIDATE', since });
      await this.note(manager, caller, { ...plain('REINSTATED', name, version, since), reason });
    });
  }

  /**
   * Retires the oldest of a tenant's own versions of a model that are found here, but for `kept` of the newest, those in use or tried, and the
   * one that a roll-back leads to. Again it changes nothing. Returns them, also those that were retired before and are still found.
   */
  retireOutlived(caller: Caller, name: ModelName, kept: number): Promise<readonly string[]> {
    return this.changing(caller, name, async (manager, standings, since) => {
      const before = (await this.repository.standingPromotion(manager, caller.tenantId, name))?.otherVersion;
      const tried = (await this.repository.holds(caller.tenantId, manager)).filter((each) => each.model === name).map(({ version }) => version);
      const inUse = [...tried, versionsIn(standings, 'CHAMPION').get(name), versionsIn(standings, 'SHADOW').get(name), before];
      const needed = new Set(inUse.filter((version) => version !== undefined && version !== null));
      const gone = outlived(this.ownVersions(caller, name), needed, kept);
      for (const version of gone.filter((each) => stateOf(standings, { name, version: each }) !== 'RETIRED')) {
        await this.stand(manager, caller, { model: name, version, state: 'RETIRED', since });
        await this.note(manager, caller, { ...plain('RETIRED', name, version, since), reason: `There are ${kept} newer ones of your own.` });
      }
      return gone;
    });
  } // prettier-ignore

  /** Newest first. */
  private ownVersions({ tenantId }: Caller, name: ModelName): string[] {
    const found = this.registry.reports().filter((each) => each.name === name);
    return found.map(({ version }) => version).filter((version) => isOwned(version) && isFor(version, tenantId)); // prettier-ignore
  }

  /** The audit trail, newest first; one row more than the page when there is one. */
  moves({ tenantId }: Caller, model: ModelName | null, page: Page): Promise<ModelMoveRecord[]> {
    return this.repository.moves(tenantId, model, page);
  }

  private async mustBeFound({ tenantId }: Caller, { name, version }: VersionOf): Promise<void> {
    const known = [...(await this.repository.versions([version])), ...(await this.repository.of(tenantId))];
    if (!isFor(version, tenantId) || !known.some((each) => each.model === name && each.version === version)) throw modelNotFound(name, version); // prettier-ignore
  }

  /** One change of a model at a time; every process is told, and this one runs it before it answers. */
  private async changing<T>(
    caller: Caller,
    name: ModelName,
    work: (manager: EntityManager, standings: readonly Standing[], since: Date) => Promise<T>,
  ): Promise<T> {
    const { tenantId } = caller;
    await this.champions.of(tenantId); // founds a champion where there is none
    const done = await this.repository.dataSource.transaction(async (manager) => {
      await this.repository.hold(manager, tenantId, name);
      const result = await work(manager, await this.repository.of(tenantId, manager), new Date(this.clock.now())); // prettier-ignore
      await this.champions.announce(manager, tenantId);
      return result;
    });
    await this.champions.catchUp(tenantId);
    return done;
  }

  private stand(manager: EntityManager, { tenantId }: Caller, standing: Standing): Promise<void> {
    return this.repository.stand(manager, tenantId, standing);
  }

  private note(manager: EntityManager, { tenantId, keyId }: Caller, move: ModelMove): Promise<void> {
    return this.repository.note(manager, tenantId, { ...move, movedBy: keyId });
  }
}

function stateOf(standings: readonly Standing[], { name, version }: VersionOf): Standing['state'] | null {
  return standings.find((each) => each.model === name && each.version === version)?.state ?? null;
}

function plain(kind: ModelMoveKind, model: ModelName, version: string, movedAt: Date): ModelMove {
  const none = { otherVersion: null, undoes: null, isForced: false, reason: null, evidence: null };
  return { ...none, kind, model, version, movedBy: null, movedAt };
}
