import { around, origin } from '../../../../test/factories/any-rule.js';
import { Audience } from './audience.js';

const [one, other] = ['10000000-0000-4000-8000-000000000000', '20000000-0000-4000-8000-000000000000'];
const looked = { type: 'VEHICLE_VIEWED' as const, name: 'Product Viewed', vehicle: null, at: origin - 1_000 };

describe('memberships', () => {
  it('of one audience do not follow from those of another', () => {
    const rules = [{ id: 'lookers', rule: { did: { event: 'VEHICLE_VIEWED' as const, within: 'P1D' } } }];
    const [first, second] = [new Audience(around), new Audience(around)];
    for (const audience of [first, second]) audience.setRules(rules);
    first.enrol(one);
    expect(first.look([one], origin)).toEqual([]);
    second.append(other, looked);
    expect(second.look([other], origin)).toEqual([{ profileId: other, segmentId: 'lookers', isIn: true }]);
  });
});
