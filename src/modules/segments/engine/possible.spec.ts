import fc from 'fast-check';
import { anyOffset, anyPerson, anyRule, around, origin } from '../../../../test/factories/any-rule.js';
import { Histories } from './histories.js';
import { Kinds } from './kinds.js';
import { Layout } from './layout.js';
import { planOf } from './plan.js';
import { Possible } from './possible.js';
import { allLanes } from './row.js';
import { scheduleAt } from './schedule.js';

describe('what is possible', () => {
  it('is at least whatever a history has: an event that counts, or will, and as many as it takes', () => {
    fc.assert(
      fc.property(
        fc.array(anyRule, { minLength: 1, maxLength: 8 }),
        fc.array(anyPerson, { minLength: 1, maxLength: 5 }),
        anyOffset,
        (rules, people, offset) => {
          const now = origin + offset;
          const kinds = new Kinds();
          const histories = new Histories(kinds.families, 1, 1);
          for (const { events } of people) {
            const person = histories.add();
            for (const { at, type, name, vehicle, properties } of events)
              histories.append(person, at, kinds.of({ type, name, vehicle, properties }));
          }
          const layout = new Layout(planOf(rules, around).slots, kinds, around.zone);
          const schedule = scheduleAt(layout, now, around.zone);
          const possible = new Possible(layout);
          possible.at(schedule);
          possible.find(histories, 0, allLanes);
          people.forEach((_, person) => {
            const { at, kind } = histories.blockOf(person);
            const begin = histories.beginOf(person);
            const met = layout.slots.map((slot, number) => {
              const about = (n: number) => (((layout.about[number >> 5]?.[kind[n] ?? 0] ?? 0) >>> (number & 31)) & 1) === 1;
              const events = Array.from({ length: histories.lengthOf(person) }, (_, n) => begin + n);
              const own = events.filter((n) => about(n) && (at[n] ?? 0) > (schedule.ends[number] ?? 0));
              return own.length >= (slot.kind === 'counter' ? slot.need : 1);
            }); // prettier-ignore
            layout.slots.forEach((slot, number) => {
              // A step counts only where there are all of its sequence.
              const others = layout.slots.flatMap((other, n) => (slot.kind === 'step' || slot.kind === 'since') && other.kind === 'step' && other.atom === slot.atom ? [n] : []); // prettier-ignore
              const isMet = [number, ...others].every((n) => met[n]);
              if (isMet) expect(((possible.lanes[number] ?? 0) >>> person) & 1).toBe(1);
            });
          });
        },
      ),
      { numRuns: 300, endOnFailure: true },
    );
  });
});
