import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import { emptyPlan, readPlan, type ArmDraft, type ExperimentDraft } from './read-plan.js';
import { started } from './running-plan.js';

const arms = (...said: Partial<ArmDraft>[]) => said.map((each, place) => ({ name: 'ABCD'.charAt(place), share: 1 / said.length, ...each })); // prettier-ignore
const models: ExperimentDraft = { name: 'Newer', kind: 'MODELS', arms: arms({}, { modelVersion: ' 2026-11-22.1 ' }) }; // prettier-ignore
const policies: ExperimentDraft = { name: 'Bolder', kind: 'POLICIES', arms: arms({}, { policy: { explored: 0.2 } }) }; // prettier-ignore
const read = (draft: ExperimentDraft) => readPlan(draft, emptyPlan);
const pathsOf = (draft: ExperimentDraft) => read(draft).problems.map(({ path }) => path);

describe('a plan on how offers are chosen', () => {
  it('is read with what each arm has, and what it leaves out is as for everybody', () => {
    expect(read(models)).toMatchObject({ problems: [], plan: { arms: [{ modelVersion: null }, { modelVersion: '2026-11-22.1' }] } }); // prettier-ignore
    const policy = { explored: 0.2, learnsCreatives: null, boostsAgeing: null };
    expect(read(policies)).toMatchObject({ problems: [], plan: { arms: [{ policy: null }, { policy }] } });
    expect(read({ ...policies, arms: arms({ policy: {} }, { policy: { learnsCreatives: false } }) }).plan.arms[0]?.policy).toBeNull(); // prettier-ignore
  });

  it('has arms that differ, and names no campaign', () => {
    expect(pathsOf({ ...models, arms: arms({}, { modelVersion: 'a' }, { modelVersion: 'a' }, { modelVersion: 'b' }) })).toEqual(['arms.2.modelVersion']); // prettier-ignore
    expect(pathsOf({ ...policies, arms: arms({}, { policy: { explored: null } }) })).toEqual([
      'arms.1.policy',
    ]);
    expect(pathsOf({ ...models, campaignId: '11111111-1111-4111-8111-111111111111' })).toEqual([
      'campaignId',
    ]);
  });

  it('has arms that differ in what is done, not only in what is written', () => {
    const pairs = [[{ explored: 0.1 }, null], [{ learnsCreatives: true, boostsAgeing: true }, { explored: 0.1 }], [{ explored: 0 }, { explored: -0 }]] as const; // prettier-ignore
    for (const [one, other] of pairs) {
      expect(pathsOf({ ...policies, arms: arms({ policy: one }, { policy: other }) })).toEqual(['arms.1.policy']); // prettier-ignore
      expect(pathsOf({ ...policies, arms: arms({ policy: other }, { policy: one }) })).toEqual(['arms.1.policy']); // prettier-ignore
    }
    for (const policy of [{ explored: 0.1001 }, { learnsCreatives: false }, { boostsAgeing: false }])
      expect(pathsOf({ ...policies, arms: arms({ policy }, {}) })).toEqual([]);
  });

  it('draws no more of a page than half, and no less than none', () => {
    for (const explored of [-0.01, 0.51, Number.NaN])
      expect(pathsOf({ ...policies, arms: arms({}, { policy: { explored } }) })).toEqual(['arms.1.policy.explored']); // prettier-ignore
    for (const explored of [0, 0.5]) expect(pathsOf({ ...policies, arms: arms({}, { policy: { explored } }) })).toEqual([]); // prettier-ignore
  });

  it('has no use for what other kinds try, nor they for it', () => {
    expect(pathsOf({ ...models, arms: arms({ isHeldOut: true }, { modelVersion: 'a', policy: { explored: 0 } }) })).toEqual(['arms.0.isHeldOut', 'arms.1.policy']); // prettier-ignore
    expect(pathsOf({ name: 'Out', kind: 'HOLD_OUT', arms: arms({ isHeldOut: true }, { modelVersion: 'a' }) })).toEqual(['arms.1.modelVersion']); // prettier-ignore
  });
});

describe('starting one', () => {
  const now = 1_000;
  const draftOf = (id: string, draft: ExperimentDraft, change: Partial<ExperimentEntity> = {}): ExperimentEntity => ({
    ...{ tenantId: 't', id, status: 'DRAFT', plan: read(draft).plan, layer: null, slotsFrom: null, slotsTo: null },
    ...{ startsAt: null, endsAt: null, version: 1, createdAt: new Date(now), updatedAt: new Date(now), ...change },
  }); // prettier-ignore
  const begun = (id: string, draft: ExperimentDraft) => {
    const change = started(draftOf(id, draft), [], now);
    return draftOf(id, draft, 'change' in change ? change.change : {});
  };
  const begins = (draft: ExperimentDraft, beside: ExperimentEntity) => {
    const change = started(draftOf('b', draft), [beside], now);
    return 'problems' in change ? change.problems.map(({ path }) => path) : [];
  };

  it('waits while another of its kind runs that could share people with it', () => {
    expect(begins(models, begun('a', models))).toEqual(['layer']);
    expect(begins(models, begun('a', policies))).toEqual([]);
    const half = { ...models, layer: 'ranking', traffic: 0.5 };
    expect(begins(half, begun('a', half))).toEqual([]);
    expect(begins(half, begun('a', { ...half, layer: 'other' }))).toEqual(['layer']);
  });
});
