import fc from 'fast-check';
import { Families, mostFamilies } from './families.js';
import { Histories } from './histories.js';

type Event = { at: number; kind: number };
const anyEvent = fc.record({ at: fc.nat(30), kind: fc.nat(1_000) });

describe('histories', () => {
  it('keep every event in its place in time, those of one instant as they came, through moves and closed holes', () => {
    const step = fc.oneof(
      { weight: 8, arbitrary: fc.record({ person: fc.nat(4), event: anyEvent }) },
      {
        weight: 1,
        arbitrary: fc.record({ person: fc.nat(4), whole: fc.array(anyEvent, { maxLength: 12 }) }),
      },
    );
    fc.assert(
      fc.property(fc.array(step, { maxLength: 150 }), (steps) => {
        const families = new Families();
        // More than are told apart, so that some share the last.
        for (let kind = 0; kind <= 1_000; kind++) families.learn(kind, { type: 'CUSTOM', name: String(kind % 40), vehicle: null }); // prettier-ignore
        const histories = new Histories(families, 1, 4);
        const known = Array.from({ length: 5 }, (): Event[] => []);
        known.forEach(() => histories.add());
        for (const each of steps) {
          if ('whole' in each) {
            known[each.person] = each.whole.sort((one, other) => one.at - other.at);
            histories.replace(each.person, known[each.person] ?? []);
          } else {
            const list = known[each.person] ?? [];
            const later = list.findIndex(({ at }) => at > each.event.at);
            list.splice(later === -1 ? list.length : later, 0, each.event);
            histories.append(each.person, each.event.at, each.event.kind);
          }
        }
        known.forEach((list, person) => {
          const { at, kind } = histories.blockOf(person);
          const begin = histories.beginOf(person);
          const held = list.map((_, n) => ({ at: at[begin + n], kind: kind[begin + n] }));
          expect(histories.lengthOf(person)).toBe(list.length);
          expect(held).toEqual(list);
          const did = new Set(list.map((each) => families.of(each.kind)));
          for (let family = 0; family < mostFamilies; family++)
            expect((histories.whoDid(0, family) >>> person) & 1).toBe(did.has(family) ? 1 : 0);
        });
      }),
      { numRuns: 500 },
    );
  });
});
