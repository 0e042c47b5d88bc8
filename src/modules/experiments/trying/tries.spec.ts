import type { ExperimentArm, ExperimentKind } from '../../../models/experiment/experiment-plan.js';
import { triedOn, type LiveExperiment } from './tries.js';

const arm = (part: Partial<ExperimentArm>): ExperimentArm => ({ name: 'A', share: 0.5, isHeldOut: false, creativeIds: [], segmentIds: [], modelVersion: null, policy: null, ...part }); // prettier-ignore
const live = (kind: ExperimentKind, arms: ExperimentArm[]): LiveExperiment => ({
  ...{ id: 'one', kind, campaignId: 'campaign', arms, startsAt: 100, endsAt: 200 },
  draw: { layer: 'one', from: 0, to: 1, salt: 'one', shares: arms.map(({ share }) => share) },
});
const people = Array.from({ length: 100 }, (_, n) => `viewer-${n}`);
const everyArm = (experiment: LiveExperiment, segments: string[] = []) =>
  new Map(people.flatMap((who) => triedOn([experiment], who, new Set(segments), 150)).map((each) => [each.arm, each])); // prettier-ignore

describe('what an experiment does to a viewer', () => {
  it('holds its control out of the campaign, and nobody else', () => {
    const arms = everyArm(live('HOLD_OUT', [arm({ isHeldOut: true }), arm({ name: 'B' })]));
    expect(arms.get(0)).toEqual({ experimentId: 'one', arm: 0, campaignId: 'campaign', shows: 'NOTHING', modelVersion: null, policy: null, matters: true }); // prettier-ignore
    expect(arms.get(1)).toMatchObject({ arm: 1, shows: 'ALL', matters: true });
  });

  it('shows each arm its own creatives', () => {
    const arms = everyArm(live('CREATIVES', [arm({ creativeIds: ['a'] }), arm({ creativeIds: ['b', 'c'] })]));
    expect(arms.get(0)?.shows).toEqual(new Set(['a']));
    expect(arms.get(1)?.shows).toEqual(new Set(['b', 'c']));
  });

  it('ranks for each arm by its version, or chooses by its policy, and shows all there is', () => {
    const policy = { explored: 0, learnsCreatives: null, boostsAgeing: null };
    const models = everyArm(live('MODELS', [arm({}), arm({ modelVersion: 'newer' })]));
    expect([0, 1].map((place) => models.get(place)?.modelVersion)).toEqual([null, 'newer']);
    const policies = everyArm(live('POLICIES', [arm({}), arm({ policy })]));
    expect([0, 1].map((place) => policies.get(place)?.policy)).toEqual([null, policy]);
    expect([...models.values(), ...policies.values()].map(({ shows, matters }) => [shows, matters])).toEqual(Array(4).fill(['ALL', true])); // prettier-ignore
  });

  it('counts nobody whom both audiences show the same', () => {
    const experiment = live('AUDIENCES', [arm({ segmentIds: ['x'] }), arm({ segmentIds: ['y'] })]);
    const said = (segments: string[]) => [...everyArm(experiment, segments).values()].toSorted((a, b) => a.arm - b.arm).map(({ shows, matters }) => [shows, matters]); // prettier-ignore
    expect(said(['x'])).toEqual([['ALL', true], ['NOTHING', true]]); // prettier-ignore
    expect(said(['x', 'y'])).toEqual([['ALL', false], ['ALL', false]]); // prettier-ignore
    expect(said([])).toEqual([['NOTHING', false], ['NOTHING', false]]); // prettier-ignore
    const all = live('AUDIENCES', [arm({}), arm({ segmentIds: ['y'] })]);
    expect(everyArm(all, []).get(0)).toMatchObject({ shows: 'ALL', matters: true });
  });

  it('is over at its end to the millisecond, and not begun before its start', () => {
    const experiment = live('HOLD_OUT', [arm({ isHeldOut: true }), arm({})]);
    const at = (now: number) => triedOn([experiment], 'somebody', new Set(), now).length;
    expect([99, 100, 199, 200].map(at)).toEqual([0, 1, 1, 0]);
  });
});
