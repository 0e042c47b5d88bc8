import fc from 'fast-check';
import { anyOffset, anyPerson, anyRule, around, origin } from '../../../../test/factories/any-rule.js';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import type { Rule } from '../../../models/segment/rule.js';
import { matches } from '../meaning/matches.js';
import { Facts } from './facts.js';
import { Histories } from './histories.js';
import { Kinds } from './kinds.js';
import { People } from './people.js';
import { laneBit, rowOf } from './row.js';
import { RuleSet } from './rule-set.js';

/** All rules for all people at each instant, by one walk for each person. */
function walked(rules: readonly Rule[], people: readonly ProfileHistory[], instants: readonly number[]) {
  const kinds = new Kinds();
  const histories = new Histories(kinds.families, 1, 1);
  const facts = new Facts();
  const set = new RuleSet(rules, facts, kinds, around);
  facts.watch(set.traits);
  const ids = new People();
  for (const { profileId, events, traits } of people) {
    const person = histories.add();
    ids.add(profileId);
    facts.set(person, traits);
    for (const event of [...events].sort((one, other) => one.seq - other.seq))
      histories.append(person, event.at, kinds.of({ type: event.type, name: event.name, vehicle: event.vehicle, properties: event.properties })); // prettier-ignore
  }
  return instants.map((now) => {
    set.at(now);
    return people.map((_, number) => {
      set.look({ people: ids, histories }, rowOf(number), laneBit(number));
      const inRules = rules.flatMap((_rule, rule) => (set.members[rule] === laneBit(number) ? [rule] : []));
      return { in: inRules, due: set.due[number & 31] };
    });
  });
}

describe('a set of rules', () => {
  it('answers for every rule and person what the rule means, and never wakes too late', () => {
    fc.assert(
      fc.property(
        fc.array(anyRule, { minLength: 1, maxLength: 12 }),
        fc.array(anyPerson, { minLength: 1, maxLength: 4 }),
        anyOffset,
        fc.array(fc.integer({ min: 1, max: 12_000 }), { maxLength: 6 }),
        (rules, people, offset, later) => {
          const now = origin + offset;
          const instants = [now, ...later.map((ms) => now + ms)];
          const answers = walked(rules, people, instants);
          const meant = (person: ProfileHistory, instant: number) =>
            rules.flatMap((rule, number) => (matches(rule, person, instant, around).holds ? [number] : []));
          people.forEach((person, number) => {
            const first = answers[0]?.[number];
            instants.forEach((instant, place) => {
              const wanted = meant(person, instant);
              expect(answers[place]?.[number]?.in).toEqual(wanted);
              if (instant < (first?.due ?? 0)) expect(first?.in).toEqual(wanted);
            });
            const due = first?.due ?? Infinity;
            expect(due).toBeGreaterThan(now);
            if (due !== Infinity) expect(meant(person, due - 1)).toEqual(first?.in);
          });
        },
      ),
      { numRuns: 600, endOnFailure: true },
    );
  });
});
