import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import { modelNames, type ModelName } from '../../../models/prediction/model-manifest.js';
import type { ModelState } from '../../../models/prediction/model-standing.js';
import { Changes } from '../../platform/changes.js';
import { Clock } from '../../platform/clock.js';
import { TenantMemory } from '../../platform/tenant-memory.js';
import { Ticking } from '../../platform/ticking.js';
import { versionFolder, ModelRegistry } from '../model-registry.js';
import { ModelNews } from './model-news.js';
import { StandingsRepository, type Standing } from './standings.repository.js';

/** Versions of a tenant in one state, by model. */
export type VersionsOf = ReadonlyMap<ModelName, string>;

/** Who answers a tenant, and who shadows. */
interface InUse {
  readonly champions: VersionsOf;
  readonly shadows: VersionsOf;
}

const topic = 'models';
/** A champion or shadow that does not run in this process is tried again so often. */
const retryMs = 30_000;

/**
 * Every asked-for tenant's champions, as this process runs them: read again when a change is announced, and told to the registry only
 * when the version is loaded and warm. A champion that cannot run here leaves the one before at work, and operators are told.
 */
@Injectable()
export class Champions implements OnModuleInit, OnApplicationShutdown {
  private readonly memory: TenantMemory<InUse>;
  /** Tenants whose champion does not run here, and those of whose tried versions or whose shadow one does not: they are read again. */
  private readonly behind = new Set<string>();
  private readonly untried = new Set<string>();
  private readonly unshadowed = new Set<string>();
  private readonly registered = new Set<string>();
  private readonly retry: Ticking;

  constructor(
    private readonly repository: StandingsRepository,
    private readonly registry: ModelRegistry,
    private readonly changes: Changes,
    private readonly clock: Clock,
    private readonly told: ModelNews,
  ) {
    const failed = (fault: unknown) => told.failed(fault);
    this.memory = new TenantMemory((tenantId, known) => this.read(tenantId, known), failed);
    this.retry = new Ticking(retryMs, () => this.tryAgain(), failed);
  }

  /** Champions of anybody are warm before the process is ready: after a start nobody's first request waits for theirs. */
  async onModuleInit(): Promise<void> {
    this.changes.listen(topic, this.memory.heard);
    await this.registry.onModuleInit();
    await this.register();
    const folderOf = ({ model, version }: Pick<Standing, 'model' | 'version'>) => versionFolder(model, version);
    this.registry.keep(async () => [...(await this.repository.inUse()), ...(await this.repository.tried())].map(folderOf));
    const inUse = await this.repository.inUse();
    const foldersOf = (state: ModelState) => inUse.filter((each) => each.state === state).map(folderOf);
    await this.load([...foldersOf('CHAMPION'), ...(await this.repository.tried()).map(folderOf)]);
    await this.registry.loadShadows(foldersOf('SHADOW'));
    this.registry.follow(async (tenantId, name) => (await this.of(tenantId)).get(name));
    this.retry.start();
  } // prettier-ignore

  async onApplicationShutdown(): Promise<void> {
    await this.retry.stop();
  }

  /** Tells every process with the transaction's commit. */
  announce(manager: EntityManager, tenantId: string): Promise<void> {
    return this.changes.announce(manager, topic, tenantId);
  }

  /** Reads what was committed before the call, so that whoever made a change sees it here with their next call. */
  async catchUp(tenantId: string): Promise<void> {
    await this.memory.catchUp(tenantId);
  }

  /** The version that shadows a model for a tenant who was asked for before, and runs here; null where none does. At once. */
  shadowOf(tenantId: string, name: ModelName): string | null {
    return this.memory.peek(tenantId)?.shadows.get(name) ?? null;
  }

  /** A tenant's champions that run here; waits only the first time it is asked for. None where nobody can tell. */
  async of(tenantId: string): Promise<VersionsOf> {
    try {
      return (await this.memory.of(tenantId)).champions;
    } catch (fault) {
      this.told.failed(fault);
      return new Map();
    }
  }

  /**
   * Loads versions beside those that answer; what this process has not seen yet is looked for in the models folder first. Says of each
   * that cannot run why not, by its folder.
   */
  async load(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    await this.lookFor(folders);
    return this.registry.load(folders);
  }

  private async lookFor(folders: readonly string[]): Promise<void> {
    const known = new Set(this.registry.valid().map(({ folder }) => folder));
    if (folders.some((folder) => !known.has(folder))) await this.scan();
  }

  /** Looks into the models folder again, and writes down what is new. */
  async scan(): Promise<void> {
    await this.registry.scan();
    await this.register();
  }

  /** Writes down the versions found here; one that is not what was written before does not run. */
  private async register(): Promise<void> {
    const found = this.registry.valid().filter(({ folder }) => !this.registered.has(folder));
    if (found.length === 0) return;
    const registeredAt = new Date(this.clock.now());
    await this.repository.register(found.map(({ manifest, card }) => ({ model: manifest.name, version: manifest.version, sha256: manifest.sha256, manifest, card, registeredAt })));
    const written = new Map((await this.repository.versions(found.map(({ manifest }) => manifest.version))).map((each) => [versionFolder(each.model, each.version), each]));
    const changed = new Map<string, string>();
    for (const { folder, manifest } of found) {
      const first = written.get(folder);
      if (first && first.sha256 !== manifest.sha256)
        changed.set(folder, `model.onnx has SHA-256 ${manifest.sha256}, and had ${first.sha256} when it was first found on ${first.registeredAt.toISOString()}; versions never change: give it a new one`);
    }
    for (const { folder } of found) this.registered.add(folder);
    if (changed.size > 0) await this.registry.refuse(changed);
  } // prettier-ignore

  private tryAgain(): Promise<void> {
    for (const tenantId of new Set([...this.behind, ...this.untried, ...this.unshadowed]))
      this.memory.heard(tenantId);
    return Promise.resolve();
  }

  private async read(tenantId: string, known: InUse | null): Promise<InUse> {
    const standings = await this.repository.of(tenantId);
    const wanted = await this.founded(tenantId, versionsIn(standings, 'CHAMPION'));
    const tried = (await this.repository.holds(tenantId)).map(({ model, version }) =>
      versionFolder(model, version),
    );
    const faults = await this.load([...foldersOf(wanted), ...tried]);
    for (const folder of tried) if (faults.has(folder)) this.told.cannotTry(folder, faults.get(folder) ?? '');
    const champions = this.running(wanted, faults, known?.champions);
    const shadowing = versionsIn(standings, 'SHADOW');
    await this.lookFor(foldersOf(shadowing));
    const silent = await this.registry.loadShadows(foldersOf(shadowing));
    for (const [folder, fault] of silent) this.told.cannotShadow(folder, fault);
    const shadows = new Map([...shadowing].filter(([name, version]) => !silent.has(versionFolder(name, version)))); // prettier-ignore
    mark(
      this.behind,
      tenantId,
      foldersOf(wanted).some((folder) => faults.has(folder)),
    );
    mark(
      this.untried,
      tenantId,
      tried.some((folder) => faults.has(folder)),
    );
    mark(this.unshadowed, tenantId, silent.size > 0);
    this.told.behind.set(this.behind.size);
    return { champions, shadows };
  }

  /** Those that run here; in the place of one that does not, the one before. */
  private running(wanted: VersionsOf, faults: ReadonlyMap<string, string>, known?: VersionsOf): VersionsOf {
    const running = new Map(wanted);
    for (const [name, version] of wanted) {
      const fault = faults.get(versionFolder(name, version));
      if (fault === undefined) continue;
      this.told.cannotRun(name, version, fault);
      const before = known?.get(name);
      if (before === undefined) running.delete(name);
      else running.set(name, before);
    }
    return running;
  }

  /** A tenant without a champion takes the default for its first, so that a version installed later has to be promoted. */
  private async founded(tenantId: string, champions: VersionsOf): Promise<VersionsOf> {
    const missing = modelNames.flatMap((model) => {
      const version = champions.has(model) ? null : this.registry.defaultOf(model);
      return version === null ? [] : [{ model, version }];
    });
    if (missing.length === 0) return champions;
    for (const each of missing) await this.repository.found(tenantId, { ...each, since: new Date(this.clock.now()) }); // prettier-ignore
    return versionsIn(await this.repository.of(tenantId), 'CHAMPION');
  }
}

function mark(set: Set<string>, tenantId: string, isIn: boolean): void {
  if (isIn) set.add(tenantId);
  else set.delete(tenantId);
}

/** Those of a tenant's versions that stand in one state. */
export function versionsIn(standings: readonly Standing[], wanted: ModelState): VersionsOf {
  return new Map(standings.flatMap(({ model, version, state }) => (state === wanted ? [[model, version] as const] : []))); // prettier-ignore
}

function foldersOf(versions: VersionsOf): string[] {
  return [...versions].map(([name, version]) => versionFolder(name, version));
}
