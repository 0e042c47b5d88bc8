import fc from 'fast-check';
import { DateTime } from 'luxon';
import {
  anyOffset,
  anyPerson,
  anyRule,
  around,
  origin,
  zone,
} from '../../../../../test/factories/any-rule.js';
import { ownEventTypes } from '../../../../models/event/event-type.js';
import type { AudienceQuestion } from '../../../../models/segment/audience-question.js';
import type { InsightDimension } from '../../../../models/segment/insight.js';
import { aiplStages, journeyStages } from '../../../../models/segment/lifecycle.js';
import type { Rule } from '../../../../models/segment/rule.js';
import type { ShardAnswer } from '../../../../models/segment/shard-answer.js';
import type { HistoryEvent, ProfileHistory } from '../../../../models/profile/profile-history.js';
import { clausesOf } from '../../insight/clauses-of.js';
import { toFact } from '../../meaning/fact-answer.js';
import { labelsOf } from '../../meaning/labels-of.js';
import { matches } from '../../meaning/matches.js';
import { Audience } from '../audience.js';

const anyPeople = fc.uniqueArray(anyPerson, { maxLength: 12, selector: ({ profileId }) => profileId });
const traits = ['likes', 'budget', 'toString'];

/** Days around half a year, in which people look, and buy in between. */
const anyShopper: fc.Arbitrary<ProfileHistory> = fc
  .tuple(
    fc.uuid(),
    fc.array(
      fc.record({
        type: fc.constantFrom('VEHICLE_VIEWED' as const, 'VEHICLE_VIEWED' as const, 'ORDER_PLACED' as const, 'CUSTOM' as const),
        day: fc.constantFrom(-1, 0, 1, 20, 59, 60, 61, 80, 89, 90, 91, 120, 149, 150),
        vehicle: fc.option(fc.record({ make: fc.constantFrom('Kia', 'KIA'), model: fc.constantFrom('EV6', 'EV9'), bodyStyle: fc.constant('SUV' as const) })),
      }),
      { maxLength: 12 },
    ),
  )
  .map(([profileId, events]) => ({
    profileId,
    traits: {},
    events: events
      .map(({ day, ...event }, seq) => ({ ...event, name: 'one', at: origin - day * 86_400_000, seq }))
      .sort((one, other) => one.at - other.at || one.seq - other.seq),
  })); // prettier-ignore

/** What somebody did in a stretch of time, each with how often. */
function deedsOf({ events }: ProfileHistory, after: number, before: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { at, type, vehicle } of events) {
    if (at <= after || at >= before || type !== 'VEHICLE_VIEWED') continue;
    const names = [type, ...(vehicle ? [`${type} SUV`, `${type} ${vehicle.model?.toLowerCase()}`] : [])];
    for (const name of names) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  return counts;
}

/** What a shard that holds these people answers, some of them at a time. */
function answered(question: AudienceQuestion, people: readonly ProfileHistory[], now: number) {
  const audience = new Audience(around);
  audience.asksFor(question);
  for (const { profileId, traits: told, events } of people) {
    audience.replace(profileId, events);
    audience.tell(profileId, told);
  }
  const told = [...audience.answer(question, now, 9)];
  expect(told.slice(0, -1).every((one) => one === null)).toBe(true);
  expect(told.at(-1)?.isExact).toBe(true);
  return told.at(-1)?.answer;
}

/** All that somebody is counted for, in the plainest way. */
function namesOf(person: ProfileHistory, now: number): string[] {
  const names: [InsightDimension, string, readonly string[]][] = [];
  const labels = (name: string) => {
    const fact = Object.hasOwn(person.traits, name) ? toFact(person.traits[name]) : undefined;
    return fact === undefined ? [] : labelsOf(fact);
  };
  for (const trait of traits) names.push(['ATTRIBUTE', trait, labels(trait)]);
  names.push(['CITY', '', labels('city')]);
  const at = (rule: Rule) => matches(rule, person, now, around).holds;
  names.push(['STAGE', '', aiplStages.filter((stage) => at({ stage: { aipl: [stage] } }))]);
  names.push(['BUYER_STAGE', '', journeyStages.filter((stage) => at({ stage: { journey: [stage] } }))]);
  const lately = person.events.filter((event) => event.at <= now && event.at > now - 90 * 86_400_000);
  const looked = lately.flatMap(({ vehicle }) => vehicle ?? []);
  names.push(['MODEL', '', looked.flatMap(({ make, model }) => (model ? [`${make} ${model}`] : []))]);
  names.push(['BODY_STYLE', '', looked.flatMap(({ bodyStyle }) => bodyStyle ?? [])]);
  names.push(['DAYPART', '', mostly(lately.filter(({ type }) => !ownEventTypes.includes(type)))]);
  return [...new Set(names.flatMap(([dimension, trait, values]) => values.map((value) => `${dimension} ${trait} ${value}`)))]; // prettier-ignore
}

function mostly(events: readonly HistoryEvent[]): string[] {
  const hours = events.map(({ at }) => DateTime.fromMillis(at, { zone }).hour);
  const often = { MORNING: [6, 12], AFTERNOON: [12, 18], EVENING: [18, 22], NIGHT: [22, 30] } as const;
  const counts = Object.entries(often).map(([part, [from, below]]) => {
    const within = hours.filter((hour) => (hour >= from && hour < below) || hour + 24 < below);
    return { part, count: within.length };
  });
  const most = Math.max(...counts.map(({ count }) => count));
  return most === 0 ? [] : counts.filter(({ count }) => count === most).slice(0, 1).map(({ part }) => part); // prettier-ignore
}

function flat(answer: ShardAnswer | undefined): unknown {
  if (answer?.kind !== 'profile') return answer;
  const entries = answer.dimensions.flatMap(({ dimension, trait, values }) =>
    (values ?? []).map(([value, ...counts]) => `${dimension} ${trait ?? ''} ${value}: ${counts.join(' ')}`),
  );
  return { people: answer.people, counts: answer.counts, entries: entries.sort() };
}

describe('what a shard answers', () => {
  it('of clauses is how many the rule reaches without each, as if each were asked alone', () => {
    fc.assert(
      fc.property(fc.array(anyRule, { minLength: 2, maxLength: 4 }), anyPeople, anyOffset, (parts, people, offset) => {
        const now = origin + offset;
        const rules = [{ all: parts }, ...clausesOf({ all: parts }).map(({ without }) => without)];
        const sizes = rules.map((rule) => people.filter((one) => matches(rule, one, now, around).holds).length);
        expect(answered({ kind: 'reaches', rules }, people, now)).toEqual({ kind: 'reaches', sizes, people: people.length });
      }),
      { numRuns: 300, endOnFailure: true },
    ); // prettier-ignore
  });

  it('of two audiences is how many of either are how', () => {
    fc.assert(
      fc.property(anyRule, fc.option(anyRule), anyPeople, anyOffset, (rule, comparedWith, people, offset) => {
        const now = origin + offset;
        const counts = new Map<string, number[]>();
        const sizes = [0, 0, 0];
        for (const person of people) {
          const isIn = matches(rule, person, now, around).holds;
          const isOther = comparedWith === null || matches(comparedWith, person, now, around).holds;
          if (!isIn && !isOther) continue;
          const group = [isIn, isOther, isIn && isOther].map(Number);
          group.forEach((one, n) => (sizes[n] = (sizes[n] ?? 0) + one));
          for (const name of namesOf(person, now))
            counts.set(name, group.map((one, n) => one + (counts.get(name)?.[n] ?? 0)));
        }
        const entries = [...counts].map(([name, found]) => `${name}: ${found.join(' ')}`).sort();
        const told = answered({ kind: 'profile', rule, comparedWith, traits }, people, now);
        expect(flat(told)).toEqual({ people: people.length, counts: sizes, entries });
      }),
      { numRuns: 300, endOnFailure: true },
    ); // prettier-ignore
  });

  it('of buyers is what they did before they first bought, beside what everybody does', () => {
    const dayMs = 86_400_000;
    fc.assert(
      fc.property(fc.uniqueArray(anyShopper, { maxLength: 8, selector: ({ profileId }) => profileId }), (people) => {
        const counts = new Map<string, { buyers: number[]; everybody: number[] }>();
        const note = (side: 'buyers' | 'everybody', did: Map<string, number>) => {
          for (const [name, count] of did) {
            const entry = counts.get(name) ?? { buyers: [0, 0, 0, 0], everybody: [0, 0, 0, 0] };
            entry[side] = entry[side].map((sum, n) => sum + Number(count >= ([1, 2, 3, 5][n] ?? 0)));
            counts.set(name, entry);
          }
        };
        let buyers = 0;
        for (const person of people) {
          note('everybody', deedsOf(person, origin - 60 * dayMs, origin + 1));
          const bought = person.events.find(({ type, at }) => type === 'ORDER_PLACED' && at > origin - 90 * dayMs && at <= origin);
          if (!bought) continue;
          buyers++;
          note('buyers', deedsOf(person, bought.at - 60 * dayMs, bought.at));
        }
        const told = answered({ kind: 'buyers' }, people, origin);
        if (told?.kind !== 'buyers') throw new Error('that was not asked');
        expect([told.people, told.buyers]).toEqual([people.length, buyers]);
        const found = told.deeds
          .filter((deed) => deed.buyers[0] + deed.everybody[0] > 0)
          .map((deed): [string, unknown] => {
            const about = deed.model ? ` ${deed.model.name.toLowerCase()}` : deed.bodyStyle ? ` ${deed.bodyStyle}` : '';
            return [`${deed.type}${about}`, { buyers: deed.buyers, everybody: deed.everybody }];
          });
        expect(new Map(found)).toEqual(counts);
        expect(found).toHaveLength(counts.size);
      }),
      { numRuns: 500, endOnFailure: true },
    ); // prettier-ignore
  });
});
