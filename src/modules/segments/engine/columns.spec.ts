import fc from 'fast-check';
import { anyPerson, anyRule, around, origin } from '../../../../test/factories/any-rule.js';
import type { HistoryEvent } from '../../../models/profile/profile-history.js';
import { Audience, type Happening } from './audience.js';

const idOf = (n: number) => `${(n % 16).toString(16)}0000000-0000-4000-8000-${String(n).padStart(12, '0')}`;
const happening = ({ at, type, name, vehicle, properties }: HistoryEvent): Happening => ({ at, type, name, vehicle, properties }); // prettier-ignore

/** Everybody of one audience in another, which had met kinds of its own before. */
function takenUp(audience: Audience, met: readonly HistoryEvent[]): Audience {
  const other = new Audience(around);
  for (const event of met) other.kindOf(happening(event));
  const numbers = audience.kindsFrom(0).map((kind) => other.kindOf(kind));
  for (let from: number | null = 0; from !== null;) {
    const { columns, next } = audience.columns(from);
    other.take(columns, numbers);
    from = next;
  }
  return other;
}

describe('columns of an audience', () => {
  it('taken into another have everybody where they were, whatever happens then', () => {
    fc.assert(
      fc.property(fc.array(anyPerson, { maxLength: 6 }), anyPerson, fc.array(anyRule, { minLength: 1, maxLength: 5 }), fc.nat(5), (people, met, rules, gone) => {
        const audience = new Audience(around);
        people.forEach(({ events }, n) => audience.replace(idOf(n), events.map(happening)));
        audience.remove(idOf(gone));
        const other = takenUp(audience, met.events);
        expect(other.living).toBe(audience.living);
        const named = rules.map((rule, n) => ({ id: String(n), rule }));
        const ids = people.map((_, n) => idOf(n));
        const whereabouts = () => [audience, other].map((each) => {
          each.look(ids, origin);
          return ids.map((id) => [...each.segmentsOf(id)].sort());
        });
        for (const each of [audience, other]) each.setRules(named);
        const [were, are] = whereabouts();
        expect(are).toEqual(were);
        for (const event of met.events)
          for (const each of [audience, other]) for (const id of ids) each.append(id, happening(event));
        const [expected, found] = whereabouts();
        expect(found).toEqual(expected);
      }),
    ); // prettier-ignore
  });

  it('come in parts that are put together again', () => {
    const audience = new Audience(around);
    const people = 20_000;
    for (let n = 0; n < people; n++)
      for (let did = 0; did < n % 3; did++)
        audience.append(idOf(n), {
          at: n + did,
          type: 'VEHICLE_VIEWED',
          name: 'Product Viewed',
          vehicle: null,
        });
    for (let n = 0; n < people; n += 2) audience.enrol(idOf(n));
    const other = takenUp(audience, []);
    expect(other.living).toBe(audience.living);
    const told = (each: Audience) => Array.from({ length: people }, (_, n) => each.recentOf(idOf(n), people * 2, 0, 5).length); // prettier-ignore
    expect(audience.columns(0).next).not.toBeNull();
    expect(told(other)).toEqual(told(audience));
  });
});
