import fc from 'fast-check';
import { anyOffset, anyPerson, anyRule, around, origin, zone } from '../../../../test/factories/any-rule.js';
import type { ProfileHistory } from '../../../models/profile/profile-history.js';
import type { Rule } from '../../../models/segment/rule.js';
import { matches } from '../meaning/matches.js';
import { dayOf } from '../meaning/quantities.js';
import { Atoms } from './atoms.js';
import { Histories } from './histories.js';
import { Kinds } from './kinds.js';
import { Layout, wordsFor } from './layout.js';
import { lower } from './lower.js';
import { natureOf } from './nature.js';
import { Patterns } from './patterns.js';
import { scheduleAt } from './schedule.js';
import { slotsOf } from './slots.js';
import { Walk } from './walk.js';

/** All rules for all people at each instant, by one walk for each person. */
function walked(rules: readonly Rule[], people: readonly ProfileHistory[], instants: readonly number[]) {
  const atoms = new Atoms();
  const formulas = rules.map((rule) => lower(rule, atoms, around));
  const kinds = new Kinds();
  const histories = new Histories(1, 1);
  for (const { events } of people) {
    const person = histories.add();
    for (const event of [...events].sort((one, other) => one.seq - other.seq))
      histories.append(person, event.at, kinds.of({ type: event.type, name: event.name, vehicle: event.vehicle, properties: event.properties })); // prettier-ignore
  }
  const layout = new Layout(slotsOf(atoms.list), kinds, zone);
  const words = wordsFor(atoms.list.length);
  const patterns = new Patterns(words, formulas);
  return instants.map((now) => {
    const walk = new Walk(layout, scheduleAt(layout, now, zone), words, (at) => dayOf(at, zone));
    return people.map((person, number) => {
      const { truth, until } = natureOf(atoms.list, words, person, now, around);
      walk.go(histories, number, truth, 0, words, until);
      return { in: patterns.rulesOf(patterns.of(walk.truth)), due: walk.due };
    });
  });
}

describe('the walk', () => {
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
      { numRuns: 500, endOnFailure: true },
    );
  });
});
