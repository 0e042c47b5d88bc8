import { Injectable, type OnApplicationShutdown, type OnModuleInit } from '@nestjs/common';
import type { ModelName, Tensors } from '../../models/prediction/model-manifest.js';
import type { ModelReport } from '../../models/prediction/model-report.js';
import { Config } from '../platform/config.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { Readiness } from '../platform/readiness.js';
import { toTensors } from './golden.js';
import { inspect } from './inspect.js';
import { ModelFailure } from './model-failure.js';
import { readModelFolders, type FaultyFolder, type ModelFolder } from './model-folders.js';
import { ModelPool } from './model-pool.js';
import { briefOf, newestValid, reportsOf } from './report.js';

/** At start nothing waits but the start: a slow disk or a large model may take its time. */
const inspecting = { threads: 1, patienceMs: 30_000, runMs: 30_000, longestQueue: 1 };
const serving = { patienceMs: 500, runMs: 1_000, longestQueue: 1_000 };
/** Runs on each thread before it counts as warm: the first few allocate. */
const warmUpRounds = 3;

/** Which version answers for each model, and the threads they run on. Filled at start, before the process is ready. */
@Injectable()
export class ModelRegistry implements OnModuleInit, OnApplicationShutdown {
  private answering: ReadonlyMap<ModelName, ModelFolder> = new Map();
  private known: readonly ModelReport[] = [];
  private pool: ModelPool | null = null;
  private warm = false;

  constructor(
    private readonly config: Config,
    private readonly log: Log,
    private readonly metrics: Metrics,
    readiness: Readiness,
  ) {
    readiness.add('models', () => this.warm);
    readiness.report('models', () => briefOf(this.known));
  }

  /** Checks every version and warms those that will answer. A fault costs its version and nothing else. */
  async onModuleInit(): Promise<void> {
    const folders = await inspectAll(await readModelFolders(this.config.modelsDir));
    this.answering = newestValid(folders);
    this.known = reportsOf(folders, this.answering);
    this.tell();
    if (this.answering.size > 0) await this.warmUp();
    this.warm = true;
  }

  async onApplicationShutdown(): Promise<void> {
    await this.pool?.close();
  }

  /** Every version found, and the baselines that answer where there is none. */
  reports(): readonly ModelReport[] {
    return this.known;
  }

  /** The version that answers for a model, or null where its baseline does. */
  versionOf(name: ModelName): string | null {
    return this.answering.get(name)?.manifest.version ?? null;
  }

  /**
   * Computes one batch on the version that answers. The inputs' buffers are handed over.
   * @throws ModelFailure for every way in which a model cannot answer
   */
  async run(name: ModelName, encode: () => Tensors): Promise<Tensors> {
    const model = this.answering.get(name);
    if (!model || !this.pool) throw this.absence(name);
    return this.pool.run(model.file, encode());
  }

  private absence(name: ModelName): ModelFailure {
    const faulty = this.known.find((report) => report.name === name && report.fault !== null);
    return faulty
      ? new ModelFailure('faulty', `no version of ${name} passed its checks; see models for the fault`)
      : new ModelFailure('missing', `no version of ${name} is installed`);
  }

  /** Every thread loads every model that answers and runs a golden case a few times; as many at once as there are threads, so each gets one. */
  private async warmUp(): Promise<void> {
    const threads = this.config.modelThreads;
    const pool = new ModelPool({ ...serving, threads });
    this.pool = pool;
    for (const { file, golden } of this.answering.values())
      for (let round = 0; round < warmUpRounds; round += 1)
        await Promise.allSettled(
          Array.from({ length: threads }, () =>
            pool.run(file, toTensors(golden.cases[0]?.inputs ?? {}), inspecting.runMs),
          ),
        );
  }

  /** Faults are for operators: one line each in the log; what answers is in the metrics. */
  private tell(): void {
    const gauge = this.metrics.gauge('models', 'Model versions, by what they do', [
      'model',
      'version',
      'status',
    ]);
    for (const { name: model, version, status, fault } of this.known) {
      gauge.set({ model, version, status }, 1);
      if (fault === null) this.log.log({ model, version, status }, 'model');
      else this.log.error({ model, version, fault }, 'model may not answer');
    }
  }
}

/** One model at a time on a thread of its own, so that one that hangs or crashes its thread spoils no other. */
async function inspectAll(folders: (ModelFolder | FaultyFolder)[]): Promise<(ModelFolder | FaultyFolder)[]> {
  if (!folders.some(({ kind }) => kind === 'complete')) return folders;
  const pool = new ModelPool(inspecting);
  const inspected: (ModelFolder | FaultyFolder)[] = [];
  for (const folder of folders)
    inspected.push(folder.kind === 'faulty' ? folder : await inspect(folder, pool));
  await pool.close();
  return inspected;
}
