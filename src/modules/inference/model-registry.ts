import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ModelName, Tensors } from '../../models/prediction/model-manifest.js';
import type { ModelReport } from '../../models/prediction/model-report.js';
import { isOwned } from '../../models/prediction/version-owner.js';
import { Config } from '../platform/config.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { Readiness } from '../platform/readiness.js';
import { Turns } from '../platform/turns.js';
import { InstalledModels } from './installed-models.js';
import { ModelFailure } from './model-failure.js';
import type { ModelFolder } from './model-folders.js';
import { briefOf, newestValid, reportsOf } from './report.js';
import { WarmSet } from './warm-models.js';

/** A version that answers, held fast for one request: whatever is promoted meanwhile, this one answers it. */
export interface Answering {
  readonly version: string;
  /**
   * Computes one batch. Its inputs are asked for once a thread has room for them, and copied at once.
   * @throws ModelFailure for every way in which a model cannot answer
   */
  run(write: () => Tensors): Promise<Tensors>;
}

/** The version that a tenant has made champion of a model; undefined where it has none, or nobody can tell. */
export type ChampionLookup = (tenantId: string, name: ModelName) => Promise<string | undefined>;

/** Folders of the versions that answer or shadow for anybody. */
export type InUseLookup = () => Promise<readonly string[]>;

/**
 * The versions of this process: which are installed, and the threads that hold those in use. A version in use is loaded and
 * warmed on threads of its own beside those that answer; only then they change places, so that nobody waits for it.
 */
@Injectable()
export class ModelRegistry implements OnModuleInit, OnApplicationShutdown {
  private readonly installed: InstalledModels;
  private readonly turns = new Turns();
  /** Who answers whoever has no champion: the newest that passed its checks when this process started. */
  private defaults: ReadonlyMap<ModelName, ModelFolder> = new Map();
  /** Threads of versions that answer, and one for those that only shadow: what nobody sees delays nobody. */
  private readonly serving: WarmSet;
  private readonly shadowing = new WarmSet(1);
  private started: Promise<void> | null = null;
  private isReady = false;
  private championOf: ChampionLookup = () => Promise.resolve(undefined);
  private inUse: InUseLookup = () => Promise.resolve([]);
  private readonly told = new Set<string>();
  private readonly gauge;

  constructor(
    config: Config,
    private readonly log: Log,
    metrics: Metrics,
    readiness: Readiness,
  ) {
    this.installed = new InstalledModels(config.modelsDir);
    this.serving = new WarmSet(config.modelThreads);
    this.gauge = metrics.gauge('models', 'Model versions, by what they do', ['model', 'version', 'status']);
    readiness.add('models', () => this.isReady);
    readiness.report('models', () => briefOf(this.reports()));
  }

  /** Checks every version and warms the newest of each model. A fault costs its version and nothing else. */
  onModuleInit(): Promise<void> {
    this.started ??= this.start();
    return this.started;
  }

  async onApplicationShutdown(): Promise<void> {
    await Promise.all([this.serving.close(), this.shadowing.close()]);
  }

  /** Every version found, and the baselines that answer where there is none. */
  reports(): readonly ModelReport[] {
    return reportsOf(this.installed.all(), this.defaults);
  }

  /** The versions that passed their checks here, newest first within a model. */
  valid(): ModelFolder[] {
    return this.installed.all().flatMap((each) => (each.kind === 'complete' ? [each] : []));
  }

  /** Who answers whoever has no champion, and becomes their first; null where no version passed its checks. */
  defaultOf(name: ModelName): string | null {
    return this.defaults.get(name)?.manifest.version ?? null;
  }

  /** From now on tenants have champions, by this. */
  follow(lookup: ChampionLookup): void {
    this.championOf = lookup;
  }

  /** From now on versions in use stay loaded, by this; of others only those that were asked for last. */
  keep(lookup: InUseLookup): void {
    this.inUse = lookup;
  }

  /** Looks into the models folder again: for what was put there since. */
  async scan(): Promise<void> {
    await this.turns.take('change', () => this.installed.scan());
    this.settle();
  }

  /** Bars versions that are not what they were when they were first found, and has others answer in their stead. */
  async refuse(whys: ReadonlyMap<string, string>): Promise<void> {
    for (const [folder, why] of whys) this.installed.refuse(folder, why);
    this.settle();
    await this.loadDefaults();
  }

  /**
   * Loads and warms versions beside those that answer, then has the new threads take over; those before finish what they have in
   * hand. Says of each that cannot run why not, by its folder; the others run.
   */
  load(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.loadOn(this.serving, folders);
  }

  /** The same, on the thread of shadows. */
  loadShadows(folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.loadOn(this.shadowing, folders);
  }

  private loadOn(set: WarmSet, folders: readonly string[]): Promise<ReadonlyMap<string, string>> {
    return this.turns.take('change', async () => {
      const faults = new Map<string, string>();
      const missing: ModelFolder[] = [];
      for (const folder of new Set(folders)) {
        const found = this.installed.at(folder);
        if (found?.kind !== 'complete')
          faults.set(folder, found?.fault ?? `${folder} is not in the models folder of this process`); // prettier-ignore
        else if (set.runner(found) === null) missing.push(found);
      }
      const needed = missing.length === 0 ? [] : await this.needed();
      for (const [folder, fault] of await set.add(missing, new Set(needed))) faults.set(folder, fault);
      return faults;
    });
  }

  /** Read when versions change places, so that one that was promoted a moment ago stays. */
  private async needed(): Promise<string[]> {
    return [...(await this.inUse()), ...[...this.defaults.values()].map(({ folder }) => folder)];
  }

  /**
   * Who answers a tenant for a model: the version that is tried, its champion where that does not run here or none is, or the default.
   * @throws ModelFailure faulty, missing where none does
   */
  async answering(tenantId: string, name: ModelName, tried: string | null = null): Promise<Answering> {
    const wanted = tried === null ? null : this.held(name, tried);
    if (wanted) return this.asked(wanted);
    const champion = await this.championOf(tenantId, name);
    const model = (champion === undefined ? null : this.held(name, champion)) ?? this.defaults.get(name);
    if (!model) throw this.absence(name);
    return this.asked(model);
  }

  /**
   * A version by its name, loaded before: for comparing, not for answering.
   * @throws ModelFailure missing where it does not run here
   */
  version(name: ModelName, version: string): Answering {
    return this.asked(this.held(name, version) ?? this.gone(name, version));
  }

  /**
   * A version that shadows, on its own thread.
   * @throws ModelFailure missing where it does not run here
   */
  shadow(name: ModelName, version: string): Answering {
    const found = this.installed.at(versionFolder(name, version));
    const run = found?.kind === 'complete' ? this.shadowing.runner(found) : null;
    return { version, run: run ?? this.gone(name, version) };
  }

  private asked(model: ModelFolder): Answering {
    const run = this.serving.runner(model);
    if (!run) throw this.absence(model.manifest.name);
    return { version: model.manifest.version, run };
  }

  private held(name: ModelName, version: string): ModelFolder | null {
    const found = this.installed.at(versionFolder(name, version));
    return found?.kind === 'complete' && this.serving.holds(found) ? found : null;
  }

  private gone(name: ModelName, version: string): never {
    throw new ModelFailure('missing', `${versionFolder(name, version)} does not run in this process`);
  }

  private async start(): Promise<void> {
    await this.scan();
    await this.loadDefaults();
    this.isReady = true;
  }

  /** A default that cannot be warmed makes way for the next newest. */
  private async loadDefaults(): Promise<void> {
    for (;;) {
      const faults = await this.load([...this.defaults.values()].map(({ folder }) => folder));
      if (faults.size === 0) return;
      for (const [folder, fault] of faults) this.installed.refuse(folder, fault);
      this.settle();
    }
  }

  /** What answers whoever has no champion stays while it runs: a newer version has to be promoted. */
  private settle(): void {
    const found = newestValid(this.installed.all());
    for (const [name, model] of this.defaults)
      if (this.installed.at(model.folder)?.kind === 'complete') found.set(name, model);
    this.defaults = found;
    this.tell();
  }

  /** Faults are for operators: one line each in the log; what answers is in the metrics, but for tenants' own versions: they are many. */
  private tell(): void {
    this.gauge.reset();
    for (const { name: model, version, status, fault } of this.reports()) {
      if (!isOwned(version)) this.gauge.set({ model, version, status }, 1);
      const said = `${model}/${version} ${fault ?? ''}`;
      if (this.told.has(said)) continue;
      this.told.add(said);
      if (fault === null) this.log.log({ model, version, status }, 'model');
      else this.log.error({ model, version, fault }, 'model may not answer');
    }
  }

  private absence(name: ModelName): ModelFailure {
    const faulty = this.reports().find((report) => report.name === name && report.fault !== null);
    return faulty
      ? new ModelFailure('faulty', `no version of ${name} passed its checks; see models for the fault`)
      : new ModelFailure('missing', `no version of ${name} is installed`);
  }
}

/** How a version's folder is called. */
export function versionFolder(name: ModelName, version: string): string {
  return `${name}/${version}`;
}
