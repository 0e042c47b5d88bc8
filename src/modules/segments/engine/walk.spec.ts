import fc from 'fast-check';
import { around, origin } from '../../../../test/factories/any-rule.js';
import type { Rule } from '../../../models/segment/rule.js';
import { Audience } from './audience.js';

const id = '10000000-0000-4000-8000-000000000000';
const hour = 3_600_000;
/** More than families are told apart, so some share the last. */
const names = 40;
const anyEvent = fc.record({
  name: fc.nat(names - 1),
  at: fc.integer({ min: origin - 100 * hour, max: origin }),
});
const anyCount = fc.record({
  name: fc.option(fc.nat(names - 1)),
  need: fc.integer({ min: 1, max: 100 }),
  hours: fc.integer({ min: 1, max: 120 }),
});

function ruleOf({ name, need, hours }: { name: number | null; need: number; hours: number }): Rule {
  const which = name === null ? {} : { name: `Name ${name}` };
  return { did: { event: 'CUSTOM', ...which, within: `PT${hours}H`, times: { atLeast: need } } };
}

describe('a walk', () => {
  it('counts as many as are asked for, of one name or of all, whatever else is counted beside it', () => {
    fc.assert(
      fc.property(
        fc.array(anyEvent, { minLength: 1, maxLength: 200, size: 'max' }),
        // More than fit into two words.
        fc.array(anyCount, { minLength: 1, maxLength: 80, size: 'max' }),
        (events, counts) => {
          const audience = new Audience(around);
          // Whoever is met first gets a family of their own.
          for (let n = 0; n < names; n++)
            audience.kindOf({ type: 'CUSTOM', name: `Name ${n}`, vehicle: null });
          audience.setRules(counts.map((count, n) => ({ id: String(n), rule: ruleOf(count) })));
          for (const { name, at } of events)
            audience.append(id, { type: 'CUSTOM', name: `Name ${name}`, vehicle: null, at });
          audience.look([id], origin);
          const expected = counts.flatMap(({ name, need, hours }, n) => {
            const counted = events.filter((event) => (name === null || event.name === name) && event.at > origin - hours * hour); // prettier-ignore
            return counted.length >= need ? [String(n)] : [];
          });
          expect([...audience.segmentsOf(id)].sort()).toEqual(expected.sort());
        },
      ),
      { numRuns: 300 },
    );
  });
});
