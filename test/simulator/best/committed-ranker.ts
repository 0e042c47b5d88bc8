import { randomBytes } from 'node:crypto';
import { InferenceService } from '../../../src/modules/inference/inference.service.js';
import { ModelRegistry } from '../../../src/modules/inference/model-registry.js';
import { readConfig } from '../../../src/modules/platform/config.js';
import { Log } from '../../../src/modules/platform/log.js';
import { Metrics } from '../../../src/modules/platform/metrics.js';
import { Readiness } from '../../../src/modules/platform/readiness.js';
import { testDataKeys } from '../../support/data-keys.js';
import type { JudgedPage } from './pages.js';
import type { Foretold } from './posterior.js';

/** The committed `offer-propensity`, as serving runs it. */
export class CommittedRanker {
  private constructor(
    private readonly registry: ModelRegistry,
    /** Scores as requests are scored. */
    readonly inference: InferenceService,
  ) {}

  static async open(): Promise<CommittedRanker> {
    const config = readConfig({
      DATABASE_URL: 'postgres://nowhere/none',
      SECRET: randomBytes(32).toString('hex'),
      DATA_KEYS: testDataKeys,
      MODELS_DIR: 'ml-artifacts',
      MODEL_THREADS: '1',
      LOG_LEVEL: 'silent',
    });
    const metrics = new Metrics();
    const registry = new ModelRegistry(config, new Log(config), metrics, new Readiness());
    await registry.onModuleInit();
    return new CommittedRanker(registry, new InferenceService(registry, metrics));
  }

  async foretell({ recent, offers, placement, at }: JudgedPage): Promise<readonly Foretold[]> {
    const candidates = offers.map(({ vehicle, angle }) => ({
      vehicle,
      creative: { creativeId: angle, angle },
    }));
    const ask = { recent, candidates, context: { placement, at } };
    const { scores, model } = await this.inference.scoreOffers({ tenantId: 'simulated' }, ask);
    if (model.fallback !== null) throw new Error(`The committed model did not answer: ${model.fallback}`);
    return scores;
  }

  close(): Promise<void> {
    return this.registry.onApplicationShutdown();
  }
}
