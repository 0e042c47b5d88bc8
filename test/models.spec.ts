import { statSync } from 'node:fs';
import { join } from 'node:path';
import { readModelFolders } from '../src/modules/inference/model-folders.js';
import { InferenceService } from '../src/modules/inference/inference.service.js';
import { ModelRegistry } from '../src/modules/inference/model-registry.js';
import { readConfig } from '../src/modules/platform/config.js';
import { Log } from '../src/modules/platform/log.js';
import { Metrics } from '../src/modules/platform/metrics.js';
import { Readiness } from '../src/modules/platform/readiness.js';
import { liveOf } from './simulator/lives.js';
import { worldOf } from './simulator/world.js';
import { testDataKeys } from './support/data-keys.js';

const modelsDir = join(process.cwd(), 'ml-artifacts');
/** Another seed than the one trained on: shoppers no model has met. */
const strangers = Array.from({ length: 600 }, (_, index) => liveOf(worldOf(2026), index));

const anybody = { tenantId: 'anybody' };

/** Chance that something that happened was thought likelier than something that did not. */
function auc(rows: readonly { readonly said: number; readonly happened: boolean }[]): number {
  let [misses, wins, hits] = [0, 0, 0];
  for (const { happened } of [...rows].sort((a, b) => a.said - b.said)) {
    if (happened) [wins, hits] = [wins + misses, hits + 1];
    else misses += 1;
  }
  return wins / (hits * misses);
}

describe('the committed models', () => {
  const config = readConfig({
    DATABASE_URL: 'postgres://nowhere/none',
    SECRET: 'x'.repeat(32),
    DATA_KEYS: testDataKeys,
    MODELS_DIR: modelsDir,
    MODEL_THREADS: '1',
    LOG_LEVEL: 'silent',
  });
  const metrics = new Metrics();
  const registry = new ModelRegistry(config, new Log(config), metrics, new Readiness());
  const inference = new InferenceService(registry, metrics);

  beforeAll(() => registry.onModuleInit());
  afterAll(() => registry.onApplicationShutdown());

  it('pass every check of checksum, contract and golden answers, and one of each answers', () => {
    const reports = inference.models();
    expect(reports.filter(({ fault }) => fault !== null)).toEqual([]);
    const answering = reports.filter(({ status }) => status === 'ANSWERING');
    expect(answering.map(({ name }) => name).sort()).toEqual(['lead-score', 'offer-propensity']);
    for (const { dataOrigin } of answering) expect(dataOrigin).toMatch(/^simulated shoppers, seed \d+$/);
  });

  it('are small, and have a card that says what they must not be used for', async () => {
    for (const { folder } of await readModelFolders(modelsDir)) {
      expect(statSync(join(modelsDir, folder, 'model.onnx')).size).toBeLessThan(2_000_000);
      expect(statSync(join(modelsDir, folder, 'card.md')).size).toBeGreaterThan(500);
    }
  });

  it('rank offers for shoppers never met as well as when they were measured', async () => {
    const rows: { said: number; lead: number; happened: boolean }[] = [];
    for (const { at, placement, recent, shown } of strangers.flatMap(({ pages }) => pages)) {
      const candidates = shown.map(({ vehicle, angle }) => ({
        vehicle,
        creative: { creativeId: angle, angle },
      }));
      const { scores, model } = await inference.scoreOffers(anybody, {
        recent,
        candidates,
        context: { placement, at },
      });
      expect(model.fallback).toBeNull();
      scores.forEach(({ click, lead }, place) =>
        rows.push({ said: click, lead, happened: shown[place]?.clicked ?? false }),
      );
    }
    expect(rows.every(({ said, lead }) => lead >= 0 && lead <= said)).toBe(true);
    const measured = inference.models().find(({ name }) => name === 'offer-propensity')?.metrics['auc'] ?? 1;
    expect(Math.abs(auc(rows) - measured)).toBeLessThan(0.03);
  });

  it('score leads of shoppers never met about as well as when they were measured', async () => {
    const rows: { said: number; happened: boolean }[] = [];
    for (const { history, at, sold } of strangers.flatMap(({ leads }) => leads)) {
      const { probability, model } = await inference.scoreLead(anybody, history, at);
      expect(model.fallback).toBeNull();
      rows.push({ said: probability, happened: sold });
    }
    const measured = inference.models().find(({ name }) => name === 'lead-score')?.metrics['auc'] ?? 1;
    expect(Math.abs(auc(rows) - measured)).toBeLessThan(0.1);
  });
});
