import { Champions } from '../../src/modules/inference/standings/champions.js';
import { ModelRegistry } from '../../src/modules/inference/model-registry.js';
import { ShadowScoring } from '../../src/modules/inference/standings/shadow-scoring.service.js';
import { mostSpare } from '../../src/modules/inference/warm-models.js';
import { PromotionService } from '../../src/modules/promotion/promotion.service.js';
import { eventually } from '../support/carousel.js';
import { install, leadModel, offerModel } from '../support/models.js';
import { RetrainingHouse } from '../support/retraining-house.js';

describe('versions in several processes', () => {
  let house: RetrainingHouse;
  const promotion = () => house.app.get(PromotionService, { strict: false });
  beforeEach(async () => {
    house = await RetrainingHouse.start(Date.parse('2026-11-28T12:00:00Z'));
  });
  afterEach(() => house.stop());

  it('shadow in each, also one that was started before the version was installed', async () => {
    const { tenantId } = house.caller;
    const other = await house.another();
    await other.get(Champions, { strict: false }).of(tenantId);
    const version = '2026-11-28.9';
    install(house.models.path, offerModel(version));
    await promotion().shadow(house.caller, { name: 'offer-propensity', version }, null);
    const shadowOf = () =>
      Promise.resolve(other.get(ShadowScoring, { strict: false }).offersShadow(tenantId));
    await eventually(shadowOf, (found) => found === version);
  });

  it('go on answering however many others are compared', async () => {
    const { tenantId } = house.caller;
    const champion = '2026-11-28.1';
    const compared = Array.from({ length: mostSpare + 2 }, (_, n) => `2026-11-28.${n + 2}`);
    for (const version of [champion, ...compared]) install(house.models.path, leadModel(version));
    await promotion().promote(house.caller, { name: 'lead-score', version: champion, force: true, reason: 'Mine' }); // prettier-ignore
    for (const version of compared) expect(await promotion().evidence(house.caller, { name: 'lead-score', version })).not.toHaveProperty('fault'); // prettier-ignore
    const registry = house.app.get(ModelRegistry, { strict: false });
    expect((await registry.answering(tenantId, 'lead-score')).version).toBe(champion);
    expect(() => registry.version('lead-score', compared[0] ?? '')).toThrow(/does not run in this process/);
    expect(registry.version('lead-score', compared.at(-1) ?? '').version).toBe(compared.at(-1));
  });
});
