import fc from 'fast-check';
import {
  anyOffset,
  anyPerson,
  anyRule,
  anyTraits,
  around,
  origin,
} from '../../../../test/factories/any-rule.js';
import type { HistoryEvent, ProfileHistory, Traits } from '../../../models/profile/profile-history.js';
import type { Rule } from '../../../models/segment/rule.js';
import { matches } from '../meaning/matches.js';
import { Audience, type Happening } from './audience.js';

/** The literal truth beside the engine: people as lists, everything asked anew. */
class Town {
  readonly people = new Map<string, ProfileHistory>();
  seq = 0;

  of(id: string): ProfileHistory {
    return this.people.get(id) ?? { profileId: id, traits: {}, events: [] };
  }

  put(id: string, part: Partial<ProfileHistory>): void {
    this.people.set(id, { ...this.of(id), ...part });
  }

  append(id: string, event: HistoryEvent): void {
    const events = [...this.of(id).events, { ...event, seq: this.seq++ }];
    this.put(id, { events: events.sort((one, other) => one.at - other.at || one.seq - other.seq) });
  }
}

type Step =
  | { readonly kind: 'event'; readonly who: number; readonly event: HistoryEvent }
  | { readonly kind: 'tell'; readonly who: number; readonly traits: Traits }
  | { readonly kind: 'merge'; readonly who: number; readonly into: number }
  | { readonly kind: 'unmerge'; readonly who: number; readonly from: number }
  | { readonly kind: 'erase'; readonly who: number }
  | { readonly kind: 'rules'; readonly rules: readonly Rule[] }
  | { readonly kind: 'wait'; readonly ms: number };

const who = fc.nat(3);
const anyEvent = anyPerson.filter(({ events }) => events.length > 0).map(({ events }) => events[0]);
const rulesOf = (maxLength: number) => fc.array(anyRule, { minLength: 1, maxLength });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 8, arbitrary: fc.record({ kind: fc.constant('event' as const), who, event: anyEvent }).filter((step): step is Step & { kind: 'event' } => step.event !== undefined) }, // prettier-ignore
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('tell' as const), who, traits: anyTraits }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge' as const), who, into: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('unmerge' as const), who, from: who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('erase' as const), who }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rules' as const), rules: rulesOf(6) }) },
  { weight: 5, arbitrary: fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 500, 1_000, 1_001, 3_000, 86_400_000, -5_000, -86_400_000) }) }, // prettier-ignore
);

const ids = [0, 1, 2, 3].map((n) => `${(n * 4).toString(16)}0000000-0000-4000-8000-00000000000${n}`);
const idOf = (number: number) => ids[number] ?? '';

function happening({ at, type, name, vehicle, properties }: HistoryEvent): Happening {
  return { at, type, name, vehicle, properties };
}

/** Has the next people get numbers of two rows: theirs are those that become free last. */
function spread(audience: Audience): void {
  const fillers = Array.from(
    { length: 35 },
    (_, n) => `f0000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
  );
  for (const id of fillers) audience.enrol(id);
  for (const id of fillers) if (audience.enrol(id) < 30) audience.remove(id);
  for (const number of [33, 31, 32, 30, 34]) audience.remove(fillers[number] ?? '');
}

describe('an audience', () => {
  it('keeps memberships true through all that happens, looking only at those touched and those due', () => {
    fc.assert(
      fc.property(rulesOf(6), anyOffset, fc.array(anyStep, { maxLength: 30 }), (first, offset, steps) => {
        const town = new Town();
        const audience = new Audience(around);
        const members = new Set<string>();
        let rules = first;
        let now = origin + offset;
        const note = (changes: ReturnType<Audience['look']>) => {
          for (const { profileId, segmentId, isIn } of changes) {
            const key = `${segmentId} ${profileId}`;
            expect(members.has(key)).toBe(!isIn);
            if (isIn) members.add(key);
            else members.delete(key);
          }
        };
        const setRules = () => {
          audience.setRules(rules.map((rule, number) => ({ id: String(number), rule })));
          for (const { profileId, traits } of town.people.values()) audience.tell(profileId, traits);
          for (let from: number | null = 0; from !== null;) {
            const { changes, next } = audience.lookOn(from, 2, now);
            note(changes);
            from = next;
          }
        };
        const replaced = (id: string) => {
          audience.replace(id, town.of(id).events.map(happening));
          note(audience.look([id], now));
        };
        spread(audience);
        setRules();
        for (const step of steps) {
          switch (step.kind) {
            case 'event':
              town.append(idOf(step.who), step.event);
              audience.append(idOf(step.who), happening(step.event));
              note(audience.look([idOf(step.who)], now));
              break;
            case 'tell':
              town.put(idOf(step.who), { traits: step.traits });
              audience.tell(idOf(step.who), step.traits);
              note(audience.look([idOf(step.who)], now));
              break;
            case 'merge': {
              const [from, into] = [idOf(step.who), idOf(step.into)];
              if (from === into) break;
              const events = [...town.of(into).events, ...town.of(from).events];
              town.put(into, {
                events: events.sort((one, other) => one.at - other.at || one.seq - other.seq),
              });
              town.people.delete(from);
              note(audience.remove(from));
              replaced(into);
              break;
            }
            case 'unmerge': {
              const [from, into] = [idOf(step.from), idOf(step.who)];
              if (from === into || !town.people.has(from)) break;
              const isTheirs = ({ seq }: HistoryEvent) => seq % 2 === 0;
              const [theirs, rest] = [town.of(from).events.filter(isTheirs), town.of(from).events.filter((event) => !isTheirs(event))]; // prettier-ignore
              const events = [...town.of(into).events, ...theirs];
              town.put(into, {
                events: events.sort((one, other) => one.at - other.at || one.seq - other.seq),
              });
              town.put(from, { events: rest });
              replaced(into);
              replaced(from);
              break;
            }
            case 'erase':
              town.people.delete(idOf(step.who));
              note(audience.remove(idOf(step.who)));
              break;
            case 'rules':
              rules = [...step.rules];
              setRules();
              break;
            case 'wait':
              now += step.ms;
              note(audience.lookAtDue(now));
          }
          const wanted = [...town.people.values()].flatMap((person) =>
            rules.flatMap((rule, number) => (matches(rule, person, now, around).holds ? [`${number} ${person.profileId}`] : [])),
          ); // prettier-ignore
          expect([...members].sort()).toEqual(wanted.sort());
          const [rule] = rules;
          if (!rule) continue;
          const told = [...audience.answer({ kind: 'reach', rule }, now, 3)].at(-1);
          const meant = wanted.filter((key) => key.startsWith('0 '));
          const profileIds = meant.map((key) => key.slice(2)).sort();
          const sizes = rules.map(
            (_rule, number) => wanted.filter((key) => key.startsWith(`${number} `)).length,
          );
          expect(told?.isExact).toBe(true);
          expect(told?.answer).toMatchObject({ size: meant.length, error: 0, people: town.people.size });
          expect(told?.answer.kind === 'reach' && told.answer.profileIds.toSorted()).toEqual(profileIds);
          const several = [...audience.answer({ kind: 'reaches', rules }, now, 3)].at(-1);
          expect(several?.answer).toEqual({ kind: 'reaches', sizes, people: town.people.size });
        }
      }),
      { numRuns: 1_000, endOnFailure: true },
    );
  });
});
