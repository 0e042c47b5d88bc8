import { createHash } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ProfileHistory } from '../../models/profile/profile-history.js';
import type { OfferScoringRequest } from '../../models/prediction/scores.js';
import { readConfig } from '../platform/config.js';
import { Log } from '../platform/log.js';
import { Metrics } from '../platform/metrics.js';
import { Readiness } from '../platform/readiness.js';
import { install, leadBias, leadModel, leadWeights, offerModel } from '../../../test/support/models.js';
import { leadFeatures, readLead } from './features/lead-features.js';
import { InferenceService } from './inference.service.js';
import { ModelFailure } from './model-failure.js';
import { ModelRegistry, type Answering } from './model-registry.js';
import { testDataKeys } from '../../../test/support/data-keys.js';

const now = Date.UTC(2026, 10, 22);
const day = 86_400_000;
const tenant = { tenantId: 'anybody' };
const suv = { make: 'Kia', bodyStyle: 'SUV', fuelType: 'HYBRID', price: 30_000, modelYear: 2025 } as const;
const history: ProfileHistory = {
  profileId: 'p',
  traits: { tradeIn: true },
  events: [5, 4, 2, 1].map((days, seq) => ({
    type: seq === 3 ? 'TEST_DRIVE_BOOKED' : 'VEHICLE_VIEWED',
    name: '',
    at: now - days * day,
    seq,
    vehicle: suv,
  })),
};
const request: OfferScoringRequest = {
  recent: [{ type: 'VEHICLE_VIEWED', at: now - day, vehicle: suv }],
  candidates: [
    { vehicle: { ...suv, bodyStyle: 'VAN', make: 'Ford', fuelType: 'DIESEL' }, creative: { creativeId: 'c', angle: 'PRICE' } },
    { vehicle: suv, creative: { creativeId: 'c', angle: 'PRICE' } },
  ],
  context: { placement: 'home-hero', at: now },
}; // prettier-ignore

describe('InferenceService', () => {
  const modelsDir = mkdtempSync(join(tmpdir(), 'carousel-models-'));
  let registry: ModelRegistry | null = null;
  let metrics: Metrics;
  let readiness: Readiness;

  async function start(): Promise<InferenceService> {
    const config = readConfig({
      DATABASE_URL: 'postgres://nowhere/none',
      SECRET: 'x'.repeat(32),
      DATA_KEYS: testDataKeys,
      MODELS_DIR: modelsDir,
      MODEL_THREADS: '2',
      LOG_LEVEL: 'silent',
    });
    metrics = new Metrics();
    readiness = new Readiness();
    registry = new ModelRegistry(config, new Log(config), metrics, readiness);
    const service = new InferenceService(registry, metrics);
    await registry.onModuleInit();
    return service;
  }
  const fallbacks = async () =>
    (await metrics.registry.metrics()).match(/^carousel_inference_fallback_total.*/gm);
  const faultOf = (service: InferenceService) =>
    service.models().find(({ status }) => status === 'FAULTY')?.fault;

  afterEach(async () => {
    await registry?.onApplicationShutdown();
    registry = null;
    rmSync(modelsDir, { recursive: true, force: true });
  });

  it('answers from the newest valid version and says which', async () => {
    install(modelsDir, leadModel('2026-11-01.1'));
    install(modelsDir, leadModel('2026-11-01.10'));
    install(modelsDir, leadModel('2026-11-02.1'), { model: null });
    install(modelsDir, offerModel());
    const service = await start();
    expect((await service.scoreLead(tenant, history, now)).model).toEqual({
      name: 'lead-score',
      version: '2026-11-01.10',
      fallback: null,
    });
    expect(service.models().map(({ version, status }) => `${version} ${status}`)).toEqual([
      '2026-11-01.1 ANSWERING',
      '2026-11-02.1 FAULTY',
      '2026-11-01.10 ANSWERING',
      '2026-11-01.1 STANDBY',
    ]);
    expect(await readiness.missing()).toEqual([]);
    expect(readiness.told()).toEqual({
      models: {
        answering: { 'lead-score': '2026-11-01.10', 'offer-propensity': '2026-11-01.1' },
        faulty: ['lead-score/2026-11-02.1'],
      },
    });
    expect(await fallbacks()).toBeNull();
  });

  it('scores every candidate, in the order asked', async () => {
    install(modelsDir, offerModel());
    const service = await start();
    const { model, scores } = await service.scoreOffers(tenant, request);
    expect(model.version).toBe('2026-11-01.1');
    expect(scores).toHaveLength(2);
    const [van, same] = scores;
    expect(same?.click).toBeGreaterThan(van?.click ?? 1);
    expect(same?.lead).toBeCloseTo((same?.click ?? 0) ** 2, 5);
    expect((await service.scoreOffers(tenant, { ...request, candidates: [] })).scores).toEqual([]);
  });

  it('takes a lead score apart into reasons that add up, strongest first', async () => {
    install(modelsDir, leadModel());
    const { probability, baseLogOdds, reasons } = await (await start()).scoreLead(tenant, history, now);
    const logOdds = reasons.reduce((sum, reason) => sum + reason.logOdds, baseLogOdds);
    expect(Math.log(probability / (1 - probability))).toBeCloseTo(logOdds, 9);
    const values = readLead(history, now);
    const direct = values.reduce((sum, value, place) => sum + value * (leadWeights[place] ?? 0), leadBias);
    expect(logOdds).toBeCloseTo(direct, 4);
    const sizes = reasons.map((reason) => Math.abs(reason.logOdds));
    expect(sizes).toEqual([...sizes].sort((left, right) => right - left));
    const tradeIn = leadFeatures.findIndex(({ name }) => name === 'tradeIn');
    expect(reasons.find(({ feature }) => feature === 'tradeIn')?.logOdds).toBeCloseTo(
      leadWeights[tradeIn] ?? 0,
      4,
    );
  });

  it('says how sure a model is that says so, of the lead as it is, and nothing of one made before', async () => {
    install(modelsDir, leadModel('2026-11-01.1', 0.5));
    const { probability, uncertainty, model } = await (await start()).scoreLead(tenant, history, now);
    expect(model.fallback).toBeNull();
    const logOdds = (share: number) => Math.log(share / (1 - share));
    expect(logOdds(uncertainty?.low ?? 1)).toBeCloseTo(logOdds(probability) - 0.5, 3);
    expect(logOdds(uncertainty?.high ?? 0)).toBeCloseTo(logOdds(probability) + 0.5, 3);

    await registry?.onApplicationShutdown();
    rmSync(modelsDir, { recursive: true, force: true });
    install(modelsDir, leadModel('2026-11-01.1'));
    const before = await (await start()).scoreLead(tenant, history, now);
    expect(before.model.fallback).toBeNull();
    expect(before.uncertainty).toBeNull();
  });

  it('answers from the baselines when no model is installed, and says so', async () => {
    const service = await start();
    const offers = await service.scoreOffers(tenant, request);
    expect(offers.model).toEqual({
      name: 'offer-propensity',
      version: 'baseline-popularity',
      fallback: 'no version of offer-propensity is installed',
    });
    expect(offers.scores[1]?.click).toBeGreaterThan(offers.scores[0]?.click ?? 1);
    const lead = await service.scoreLead(tenant, history, now);
    expect(lead.model.version).toBe('baseline-rules');
    expect(lead.uncertainty).toBeNull();
    expect(lead.reasons[0]?.sentence).toBe('Booked a test drive once in the last 30 days');
    expect(service.models().map(({ version, status }) => `${version} ${status}`)).toEqual([
      'baseline-rules ANSWERING',
      'baseline-popularity ANSWERING',
    ]);
    expect(await readiness.missing()).toEqual([]);
    expect(await fallbacks()).toEqual([
      'carousel_inference_fallback_total{model="offer-propensity",reason="missing"} 1',
      'carousel_inference_fallback_total{model="lead-score",reason="missing"} 1',
    ]);
  });

  const { model, manifest, golden } = leadModel();
  const [first] = golden.cases;
  const noModel = Buffer.from('no model');
  it.each([
    ['a wrong checksum', { manifest: { ...manifest, sha256: 'f'.repeat(64) } }, /has SHA-256 [0-9a-f]{64} where its manifest says f{64}/],
    ['a file that is no model', { model: noModel, manifest: { ...manifest, sha256: createHash('sha256').update(noModel).digest('hex') } }, /protobuf/i],
    ['another shape', { manifest: { ...manifest, inputs: [{ name: 'features', type: 'float32', shape: ['batch', 3] }] } }, /input features is float32 \[batch, 3\] in manifest.json and float32 \[batch, \d+\] in model.onnx/],
    ['another input', { manifest: { ...manifest, inputs: [{ name: 'x', type: 'float32', shape: ['batch'] }] } }, /promises an input x; model.onnx has features/],
    ['another golden output', { golden: { ...golden, cases: [{ ...first, outputs: { probability: { dims: [1], data: [0.9] } } }] } }, /golden output probability\[0\] was 0.9/],
    ['golden outputs of another shape', { golden: { ...golden, cases: [{ ...first, outputs: { probability: { dims: [2], data: [0, 0] } } }] } }, /shape \[2\]/],
    ['no golden case', { golden: { ...golden, cases: [] } }, /no case/],
    ['no golden file', { golden: null }, /golden.json is missing/],
    ['no model file', { model: null }, /ENOENT|no such file/],
    ['no manifest', { manifest: null }, /manifest.json is missing/],
    ['a manifest that is no JSON', { manifest: '{' }, /manifest.json is not valid JSON/],
    ['a manifest that lacks something', { manifest: { ...manifest, metrics: undefined } }, /manifest.json is not understood at metrics/],
    ["another folder's manifest", { manifest: { ...manifest, version: '2020-01-01.1' } }, /that of lead-score\/2020-01-01.1/],
    ['another feature set', { manifest: { ...manifest, featureSet: 'lead-v0' } }, /trained on feature set lead-v0; .* computes lead-v1/],
  ])('does not let a model with %s answer', async (_what, broken, fault) => {
    install(modelsDir, { model, manifest, golden }, broken);
    const service = await start();
    expect(faultOf(service)).toMatch(/^lead-score\/2026-11-01.1: /);
    expect(faultOf(service)).toMatch(fault);
    const { model: stamp } = await service.scoreLead(tenant, history, now);
    expect(stamp.version).toBe('baseline-rules');
    expect(stamp.fallback).toMatch(/passed its checks/);
    expect(await metrics.registry.metrics()).toContain('status="FAULTY"} 1');
    expect(await readiness.missing()).toEqual([]);
  }); // prettier-ignore

  it('answers while many ask at once', async () => {
    install(modelsDir, offerModel());
    install(modelsDir, leadModel());
    const service = await start();
    const answers = await Promise.all(
      Array.from({ length: 40 }, (_, place) =>
        place % 2 === 0 ? service.scoreOffers(tenant, request) : service.scoreLead(tenant, history, now),
      ),
    );
    expect(new Set(answers.map((answer) => answer.model.fallback))).toEqual(new Set([null]));
    expect(await metrics.registry.metrics()).toContain(
      'carousel_inference_seconds_count{model="lead-score"} 20',
    );
  });

  it('answers from the baseline when the thread ends under it, and counts it', async () => {
    install(modelsDir, leadModel());
    await start();
    class DeadThreads extends ModelRegistry {
      override answering(): Promise<Answering> {
        const run = () => Promise.reject(new ModelFailure('died', 'the thread that ran the model ended'));
        return Promise.resolve({ version: '2026-11-01.1', run });
      }
    }
    const config = readConfig({
      DATABASE_URL: 'postgres://nowhere/none',
      SECRET: 'x'.repeat(32),
      DATA_KEYS: testDataKeys,
    });
    metrics = new Metrics();
    const dead = new DeadThreads(config, new Log(config), metrics, new Readiness());
    const { model: stamp } = await new InferenceService(dead, metrics).scoreOffers(tenant, request);
    expect(stamp.fallback).toBe('the thread that ran the model ended');
    expect(await fallbacks()).toEqual([
      'carousel_inference_fallback_total{model="offer-propensity",reason="died"} 1',
    ]);
  });
});
