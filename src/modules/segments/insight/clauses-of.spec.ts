import fc from 'fast-check';
import { anyRule } from '../../../../test/factories/any-rule.js';
import type { Rule } from '../../../models/segment/rule.js';
import { nodesOf } from '../rule-nodes.js';
import { validateRule } from '../validate.js';
import { clausesOf, mostClauses } from './clauses-of.js';

const viewed: Rule = { did: { event: 'VEHICLE_VIEWED' } };
const saved: Rule = { did: { event: 'VEHICLE_SAVED' } };
const ordered: Rule = { did: { event: 'ORDER_PLACED' } };
const leeds: Rule = { trait: { name: 'city', is: 'Leeds' } };

describe('clauses that could be left out', () => {
  it('are the parts of what is joined, on every level, each with the rule that remains', () => {
    const rule: Rule = { all: [viewed, { any: [saved, leeds] }, { not: ordered }] };
    expect(clausesOf(rule)).toEqual([
      { path: 'rule.all[0].did', part: viewed, without: { all: [{ any: [saved, leeds] }, { not: ordered }] } },
      { path: 'rule.all[1].any', part: { any: [saved, leeds] }, without: { all: [viewed, { not: ordered }] } },
      { path: 'rule.all[1].any[0].did', part: saved, without: { all: [viewed, { any: [leeds] }, { not: ordered }] } },
      { path: 'rule.all[1].any[1].trait', part: leeds, without: { all: [viewed, { any: [saved] }, { not: ordered }] } },
      { path: 'rule.all[2].not', part: { not: ordered }, without: { all: [viewed, { any: [saved, leeds] }] } },
    ]); // prettier-ignore
  });

  it('are none where nothing stands beside another, and none of what is denied', () => {
    for (const rule of [viewed, { all: [viewed] }, { not: { all: [viewed, saved] } }, { any: [{ all: [saved] }] }])
      expect(clausesOf(rule)).toEqual([]); // prettier-ignore
    expect(clausesOf({ all: [{ any: [viewed, saved] }] }).map(({ path }) => path)).toEqual([
      'rule.all[0].any[0].did',
      'rule.all[0].any[1].did',
    ]);
  });

  it('are at most so many', () => {
    expect(clausesOf({ any: Array.from({ length: 50 }, () => viewed) })).toHaveLength(mostClauses);
  });

  it('stand where validation says they do, and leave a rule that is in order', () => {
    fc.assert(
      fc.property(anyRule, (rule) => {
        const nodes = new Map([...nodesOf(rule)].map(({ path, node }) => [path, node]));
        for (const { path, part, without } of clausesOf(rule)) {
          expect(nodes.get(path)).toBe(part);
          expect(validateRule(without)).toHaveProperty('rule');
          expect([...nodesOf(without)]).toHaveLength(nodes.size - [...nodesOf(part)].length);
        }
      }),
    );
  });
});
