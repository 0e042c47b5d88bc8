import type { Rule } from '../../../models/segment/rule.js';
import { auditable } from './audited.js';

const viewed: Rule = { did: { event: 'VEHICLE_VIEWED' } };
const ids = ['1', '2', '3', '4'].map((n) => `00000000-0000-4000-8000-00000000000${n}`);
const [sound = '', held = '', second = '', third = ''] = ids;

it('a segment that is held, or comes down to one that is, is not audited', () => {
  const memberOf = (of: string): Rule => ({ not: { member: { of } } });
  const segments = [
    { id: third, rule: memberOf(second), unreadableSince: null },
    { id: second, rule: memberOf(held), unreadableSince: null },
    { id: held, rule: viewed, unreadableSince: new Date(0) },
    { id: sound, rule: viewed, unreadableSince: null },
  ];
  expect(auditable(segments)).toEqual([{ id: sound, rule: viewed }]);
});
