import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { emptyPlan, readPlan, type ExperimentDraft } from './read-plan.js';
import { changedWhileRunning, started } from './running-plan.js';
import { statusAt } from './status.js';

const now = Date.parse('2026-11-27T12:00:00Z');
const arms = [{ name: 'Without', share: 0.5, isHeldOut: true }, { name: 'With', share: 0.5 }]; // prettier-ignore
const draft: ExperimentDraft = { name: 'Does it work?', kind: 'HOLD_OUT', arms };
const planOf = (more: ExperimentDraft = {}) => readPlan({ ...draft, ...more }, emptyPlan);
const experiment = (plan: ExperimentPlan, more: Partial<ExperimentEntity> = {}): ExperimentEntity => ({
  ...{ tenantId: 't', id: 'e', status: 'DRAFT', plan, layer: null, slotsFrom: null, slotsTo: null },
  ...{
    startsAt: null,
    endsAt: null,
    version: 1,
    createdAt: new Date(now),
    updatedAt: new Date(now),
    ...more,
  },
});
const pathsOf = (said: object) =>
  'problems' in said && Array.isArray(said.problems)
    ? said.problems.map((problem: { path: string }) => problem.path)
    : null;

describe('a plan', () => {
  it('is read whole, with what is usual where nothing is said', () => {
    expect(planOf()).toMatchObject({ problems: [], plan: { measure: 'CLICKS', traffic: 1, countedDays: 14, smallestLift: 0.05, endsAt: null } }); // prettier-ignore
    const { plan } = planOf({ countedFor: 'P2W', endsAt: new Date(now) });
    expect(plan).toMatchObject({ countedDays: 14, endsAt: now });
    expect(readPlan({ endsAt: null }, plan).plan.endsAt).toBeNull();
    expect(readPlan({}, plan).plan).toEqual(plan);
  });

  it('tells all that is wrong with it at once', () => {
    const wrong: ExperimentDraft = {
      name: ' ',
      kind: 'CREATIVES',
      arms: [{ name: 'A', share: 0.5, isHeldOut: true }, { name: 'A', share: 0.30005, segmentIds: ['x'] }], // prettier-ignore
      traffic: 0,
      layer: '',
      startsAt: new Date(now),
      endsAt: new Date(now),
      guardRails: [{ measure: 'CLICKS', mayFall: 1 }],
      countedFor: 'PT5H',
      smallestLift: 0,
    };
    expect(planOf(wrong).problems.map(({ path }) => path)).toEqual([
      'name', 'layer', 'arms.1.name', 'arms.1.share', 'arms', 'campaignId', 'arms.0.isHeldOut', 'arms.1.segmentIds',
      'arms.0.creativeIds', 'arms.1.creativeIds', 'traffic', 'endsAt', 'smallestLift', 'guardRails.0.measure',
      'guardRails.0.mayFall', 'countedFor',
    ]); // prettier-ignore
  });

  it('of a hold-out has the held out first, and audiences that differ', () => {
    expect(planOf({ arms: [...arms].reverse() }).problems.map(({ path }) => path)).toEqual(['arms']);
    const alike = [{ name: 'A', share: 0.5, segmentIds: ['x'] }, { name: 'B', share: 0.5, segmentIds: ['X'] }]; // prettier-ignore
    expect(planOf({ kind: 'AUDIENCES', campaignId: 'c', arms: alike }).problems.map(({ path }) => path)).toEqual(['arms']); // prettier-ignore
  });
});

describe('starting', () => {
  const layered = experiment(planOf({ layer: 'hero', traffic: 0.6 }).plan);
  const first = started(layered, [], now);

  it('takes people of the layer that no other has', () => {
    expect(first).toEqual({ change: { status: 'RUNNING', layer: 'layer hero', slotsFrom: 0, slotsTo: 6_000, startsAt: new Date(now), endsAt: null } }); // prettier-ignore
    const running = [experiment(layered.plan, { id: 'first', status: 'RUNNING', layer: 'layer hero', slotsFrom: 0, slotsTo: 6_000 })]; // prettier-ignore
    expect(pathsOf(started(layered, running, now))).toEqual(['traffic']);
    const smaller = experiment(planOf({ layer: 'hero', traffic: 0.4 }).plan);
    expect(started(smaller, running, now)).toMatchObject({ change: { slotsFrom: 6_000, slotsTo: 10_000 } });
    expect(started(experiment(planOf().plan), running, now)).toMatchObject({ change: { layer: 'e', slotsFrom: 0, slotsTo: 10_000 } }); // prettier-ignore
  });

  it('waits for its start, and is refused after its end', () => {
    const later = experiment(planOf({ startsAt: new Date(now + 1_000) }).plan);
    expect(started(later, [], now)).toMatchObject({ change: { startsAt: new Date(now + 1_000) } });
    const over = experiment(planOf({ endsAt: new Date(now - 1) }).plan);
    expect(pathsOf(started(over, [], now))).toEqual(['endsAt']);
  });

  it('is over when its end has passed, though nobody wrote it down', () => {
    const running = { status: 'RUNNING' as const, endsAt: new Date(now) };
    expect([statusAt(running, now - 1), statusAt(running, now)]).toEqual(['RUNNING', 'ENDED']);
    expect(statusAt({ status: 'DRAFT', endsAt: null }, now)).toBe('DRAFT');
  });
});

describe('a running experiment', () => {
  const plan = planOf({ traffic: 0.2, layer: 'hero' }).plan;
  const running = experiment(plan, { status: 'RUNNING', layer: 'layer hero', slotsFrom: 0, slotsTo: 2_000, startsAt: new Date(now) }); // prettier-ignore
  const change = (draftNow: ExperimentDraft, others: ExperimentEntity[] = []) =>
    changedWhileRunning(running, readPlan(draftNow, plan).plan, others, now);

  it('takes another name, a later end and more traffic', () => {
    const wanted = { name: 'Another', endsAt: new Date(now + 1), traffic: 0.5 };
    expect(change(wanted)).toMatchObject({ change: { slotsFrom: 0, slotsTo: 5_000, endsAt: new Date(now + 1), plan: { name: 'Another' } } }); // prettier-ignore
  });

  it('refuses what would make worthless what was counted', () => {
    expect(pathsOf(change({ measure: 'LEADS', countedFor: 'P3D', traffic: 0.1, endsAt: new Date(now - 5) }))).toEqual(['measure', 'countedFor', 'endsAt', 'traffic']); // prettier-ignore
    const neighbour = experiment(plan, { id: 'other', status: 'RUNNING', layer: 'layer hero', slotsFrom: 4_000, slotsTo: 6_000 }); // prettier-ignore
    expect(pathsOf(change({ traffic: 0.5 }, [neighbour]))).toEqual(['traffic']);
    expect(change({ traffic: 0.4 }, [neighbour])).toMatchObject({ change: { slotsTo: 4_000 } });
  });
});
