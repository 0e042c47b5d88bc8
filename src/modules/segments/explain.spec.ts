import type { Rule } from '../../models/segment/rule.js';
import { around } from '../../../test/factories/any-rule.js';
import { historyEvent, profileHistory } from '../../../test/factories/history.js';
import { explain } from './explain.js';

describe('explain', () => {
  it('says of every node whether it holds, and what it counted in its period', () => {
    const rule: Rule = {
      all: [
        { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 3 }, within: 'P14D' } },
        { not: { did: { event: 'TEST_DRIVE_BOOKED' } } },
        { near: { dealer: 'LDS', withinKm: 20 } },
        { did: { event: 'VEHICLE_VIEWED', longerAgoThan: 'P1D' } },
      ],
    };
    const history = profileHistory([historyEvent({ at: 1 }), historyEvent({ at: 2 })]);
    const reasons = explain(rule, history, 10, around);
    expect(reasons.map(({ path, holds, count }) => ({ path, holds, count }))).toEqual([
      { path: 'rule.all', holds: false, count: null },
      { path: 'rule.all[0].did', holds: false, count: 2 },
      { path: 'rule.all[1].not', holds: true, count: null },
      { path: 'rule.all[1].not.did', holds: false, count: 0 },
      { path: 'rule.all[2].near', holds: false, count: null },
      { path: 'rule.all[3].did', holds: false, count: 0 },
    ]);
  });
});
