import { firstLifecycle } from '../../../models/segment/lifecycle-settings.js';
import type { Rule } from '../../../models/segment/rule.js';
import { changedLifecycle } from './changed-lifecycle.js';

const five: Rule = { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 5 }, within: 'P60D' } };
const saved: Rule = { did: { event: 'VEHICLE_SAVED' } };

describe('a change of the lifecycle', () => {
  it('replaces the stages it names, and leaves everything else as it is', () => {
    const before = { track: true, aipl: { LOYALTY: saved }, journey: { SHORTLIST: saved } };
    expect(changedLifecycle(before, { aipl: [{ stage: 'INTEREST', rule: five }] })).toEqual({
      settings: { ...before, aipl: { LOYALTY: saved, INTEREST: five } },
    });
    expect(changedLifecycle(before, { track: false, aipl: null })).toEqual({
      settings: { ...before, track: false },
    });
    expect(changedLifecycle(before, { track: null })).toEqual({ settings: before });
  });

  it('gives a stage without a rule back to Carousel', () => {
    const before = { ...firstLifecycle, aipl: { INTEREST: five } };
    expect(changedLifecycle(before, { aipl: [{ stage: 'INTEREST' }] })).toEqual({ settings: firstLifecycle });
    expect(changedLifecycle(before, { aipl: [{ stage: 'INTEREST', rule: null }] })).toEqual({
      settings: firstLifecycle,
    });
  });

  it('tells every fault at once, with its place', () => {
    const answer = changedLifecycle(firstLifecycle, {
      aipl: [
        { stage: 'INTEREST', rule: { any: [five, { did: { event: 'VEHICLE_VIEWED', within: 'P1M' } }] } },
        { stage: 'INTEREST', rule: saved },
      ],
      journey: [
        { stage: 'FINANCE', rule: { not: { stage: { journey: ['RESEARCH'] } } } },
        { stage: 'OWNERSHIP', rule: { lead: { grade: ['A'] } } },
        { stage: 'PURCHASE', rule: { member: { of: '0198c1de-7a00-7000-8000-000000000001' } } },
        { stage: 'RESEARCH', rule: { any: Array.from({ length: 16 }, () => saved) } },
      ],
    });
    expect('problems' in answer && answer.problems.map(({ path, message }) => `${path} ${message}`)).toEqual([
      'aipl[0].rule.any[1].did.within is not a length of time of 1 second to 1096 days',
      'aipl[1].stage names INTEREST again',
      'journey[0].rule.not.stage cannot make a stage, which rests on what somebody did and is',
      'journey[1].rule.lead cannot make a stage, which rests on what somebody did and is',
      'journey[2].rule.member cannot make a stage, which rests on what somebody did and is',
      'journey[3].rule has 17 parts and at most 16 are allowed in a stage',
    ]);
  });
});
