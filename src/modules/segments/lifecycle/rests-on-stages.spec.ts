import type { Rule } from '../../../models/segment/rule.js';
import { restingOnStages } from './rests-on-stages.js';

const viewed: Rule = { did: { event: 'VEHICLE_VIEWED' } };
const segment = (id: string, rule: Rule | undefined) => ({ id, rule });

describe('segments that rest on stages', () => {
  it('ask for one anywhere in their rule, or refer to one that does, however far', () => {
    const resting = restingOnStages([
      segment('refers', { all: [viewed, { not: { member: { of: 'asks' } } }] }),
      segment('far', { any: [{ member: { of: 'refers' } }] }),
      segment('asks', { any: [viewed, { not: { stage: { journey: ['FINANCE'] } } }] }),
      segment('unreadable', undefined),
      segment('refers to none of them', { member: { of: 'viewed' } }),
      segment('viewed', viewed),
    ]);
    expect([...resting].toSorted()).toEqual(['asks', 'far', 'refers']);
  });
});
