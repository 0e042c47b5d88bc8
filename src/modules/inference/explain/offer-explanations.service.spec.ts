import { readConfig } from '../../platform/config.js';
import { Log } from '../../platform/log.js';
import { Metrics } from '../../platform/metrics.js';
import { Readiness } from '../../platform/readiness.js';
import { testDataKeys } from '../../../../test/support/data-keys.js';
import { InferenceService } from '../inference.service.js';
import { toLogOdds } from '../log-odds.js';
import { ModelRegistry } from '../model-registry.js';
import { OfferExplanations } from './offer-explanations.service.js';

const at = Date.parse('2026-11-20T09:00:00Z');
const suv = { make: 'Kia', model: 'Sportage', bodyStyle: 'SUV', fuelType: 'HYBRID', price: 30_000, modelYear: 2025 } as const; // prettier-ignore
const candidate = { vehicle: suv, creative: { creativeId: 'c', angle: 'PRICE' as const } };
const request = {
  recent: [1, 2, 3].map((days) => ({ type: 'VEHICLE_SAVED' as const, at: at - days * 86_400_000, vehicle: { ...suv } })),
  context: { placement: 'home-hero', at },
}; // prettier-ignore

describe('OfferExplanations', () => {
  let registry: ModelRegistry;
  let inference: InferenceService;
  let explanations: OfferExplanations;
  beforeAll(async () => {
    const config = readConfig({ DATABASE_URL: 'postgres://nowhere/none', SECRET: 'x'.repeat(32), DATA_KEYS: testDataKeys, MODELS_DIR: 'ml-artifacts', LOG_LEVEL: 'silent' }); // prettier-ignore
    const metrics = new Metrics();
    registry = new ModelRegistry(config, new Log(config), metrics, new Readiness());
    inference = new InferenceService(registry, metrics);
    explanations = new OfferExplanations(registry);
    await registry.onModuleInit();
  });
  afterAll(() => registry.onApplicationShutdown());

  const explained = async (version: string, ask: Partial<typeof request> = {}) => {
    const answer = await explanations.explain({ name: 'offer-propensity', version, fallback: null }, { ...request, ...ask }, candidate); // prettier-ignore
    if ('cannot' in answer) throw new Error(answer.cannot);
    return answer.explanation;
  };
  const addedUp = ({ base, moved }: Awaited<ReturnType<typeof explained>>, of: 'click' | 'lead') =>
    moved.reduce((sum, fact) => sum + fact[of], base[of]);

  it('gives the score the model gave, and facts that add up to it', async () => {
    const { model, scores } = await inference.scoreOffers({ tenantId: 't' }, { ...request, candidates: [candidate] }); // prettier-ignore
    const explanation = await explained(model.version);
    expect(explanation.score.click).toBeCloseTo(scores[0]?.click ?? NaN, 6);
    expect(explanation.score.lead).toBeCloseTo(scores[0]?.lead ?? NaN, 6);
    expect(addedUp(explanation, 'click')).toBeCloseTo(toLogOdds(explanation.score.click), 9);
    expect(addedUp(explanation, 'lead')).toBeCloseTo(toLogOdds(explanation.score.lead), 9);
    const movedBy = explanation.moved.map(({ click }) => Math.abs(click));
    expect(movedBy).toEqual([...movedBy].sort((one, other) => other - one));
  });

  it('says that looks at just such cars made a click likelier, and that without any they moved nothing', async () => {
    const version = registry.defaultOf('offer-propensity') ?? '';
    const recentOf = ({ moved }: Awaited<ReturnType<typeof explained>>) =>
      moved.find(({ fact }) => fact === 'RECENT')?.click;
    expect(recentOf(await explained(version))).toBeGreaterThan(0.1);
    expect(recentOf(await explained(version, { recent: [] }))).toBe(0);
  });

  it('explains a baseline by what the baseline says: of creative, place and time it knows nothing', async () => {
    const explanation = await explained('baseline-popularity');
    expect(addedUp(explanation, 'click')).toBeCloseTo(toLogOdds(explanation.score.click), 9);
    for (const { fact, click } of explanation.moved)
      if (['CREATIVE', 'PLACEMENT', 'TIME'].includes(fact)) expect(click).toBe(0);
  });

  it('says so when the version is gone', async () => {
    const answer = await explanations.explain({ name: 'offer-propensity', version: '2020-01-01.1', fallback: null }, request, candidate); // prettier-ignore
    expect('cannot' in answer ? answer.cannot : '').toContain('2020-01-01.1 is not in the models folder');
  });
});
