import fc from 'fast-check';
import type { HistoryEvent, ProfileHistory } from '../../../models/profile/profile-history.js';
import type { DidRule } from '../../../models/segment/did.js';
import type { Rule } from '../../../models/segment/rule.js';
import { windowMs } from '../../../models/segment/window.js';
import { anyOffset, anyPerson, anyRule, around, origin } from '../../../../test/factories/any-rule.js';
import { historyEvent, profileHistory } from '../../../../test/factories/history.js';
import { matches } from './matches.js';

const day = 86_400_000;
const now = 100 * day;

/** Counting, written as literally as it can be: look at all of it, at one instant. */
function literally({ event: type, times, within }: DidRule, history: ProfileHistory, at: number): boolean {
  const count = history.events.filter(
    (event) =>
      event.type === type &&
      event.at <= at &&
      (within === undefined || event.at > at - (windowMs(within) ?? 0)),
  ).length;
  if (!times) return count >= 1;
  return count >= (times.atLeast ?? 0) && count <= (times.atMost ?? Infinity);
}

const anyCount: fc.Arbitrary<DidRule> = fc.record(
  {
    event: fc.constantFrom('VEHICLE_VIEWED' as const, 'TEST_DRIVE_BOOKED' as const),
    within: fc.constantFrom('PT1S', 'PT2S', 'PT5S'),
    times: fc.constantFrom(
      { atLeast: 1 },
      { atLeast: 3 },
      { atMost: 0 },
      { atMost: 2 },
      { atLeast: 1, atMost: 2 },
    ),
  },
  { requiredKeys: ['event'] },
);

/** Instants at which the factory's rules can change over a history, the millisecond before and the one after. */
function criticalInstants(history: ProfileHistory): number[] {
  const lengths = [0, 1_000, 2_000, 3_000, 4_000, 5_000, 6_000, day, 3 * day];
  const midnights = [-3, -2, -1, 0, 1, 2, 3].flatMap((days) => [
    origin + days * day,
    origin + days * day - 3_600_000,
  ]);
  const ends = history.events.flatMap(({ at }) => lengths.map((length) => at + length));
  return [...midnights, ...ends].flatMap((instant) => [instant - 1, instant, instant + 1]);
}

describe('matches', () => {
  it('keeps its word: nothing changes before the instant it names', () => {
    fc.assert(
      fc.property(anyRule, anyPerson, anyOffset, (rule, person, offset) => {
        const instant = origin + offset;
        const { holds, until } = matches(rule, person, instant, around);
        expect(until).toBeGreaterThan(instant);
        for (const later of criticalInstants(person))
          if (later > instant && later < until)
            expect(matches(rule, person, later, around).holds).toBe(holds);
      }),
      { numRuns: 300 },
    );
  });

  it('counts what the literal reading counts', () => {
    fc.assert(
      fc.property(anyCount, anyPerson, anyOffset, (did, person, offset) => {
        const instant = origin + offset;
        expect(matches({ did }, person, instant, around).holds).toBe(literally(did, person, instant));
      }),
      { numRuns: 2_000 },
    );
  });

  it('names the exact instant for a single one-sided condition over what has happened', () => {
    const oneSided = anyCount.filter(
      ({ times }) => times?.atLeast === undefined || times.atMost === undefined,
    );
    fc.assert(
      fc.property(oneSided, anyPerson, (did, person) => {
        const last = person.events.at(-1)?.at ?? origin;
        const { holds, until } = matches({ did }, person, last, around);
        if (until !== Infinity) expect(matches({ did }, person, until, around).holds).toBe(!holds);
      }),
      { numRuns: 1_000 },
    );
  });

  const deeds: HistoryEvent[] = [
    historyEvent({ at: now - 9 * day, properties: { list: 'search', amount: 2 } }),
    historyEvent({ at: now - 2 * day, type: 'TEST_DRIVE_BOOKED' }),
    historyEvent({ at: now - day, type: 'ORDER_PLACED', properties: { amount: 3 } }),
  ];
  it.each<[string, Rule, boolean, number]>([
    ['what a property says', { did: { event: 'VEHICLE_VIEWED', properties: [{ name: 'list', is: 'search' }] } }, true, Infinity],
    ['a sum until its oldest part leaves', { did: { within: 'P10D', sum: { of: 'amount', atLeast: 5 } } }, true, now + day],
    ['an average', { did: { average: { of: 'amount', atLeast: 2.5, atMost: 2.5 } } }, true, Infinity],
    ['distinct days', { did: { within: 'P5D', distinct: { of: 'day', atLeast: 2 } } }, true, now + 3 * day],
    ['how long ago the first was', { did: { first: { agoAtLeast: 'P10D' } } }, false, now + day],
    ['how long ago the newest was', { did: { newest: { agoAtMost: 'P2D' } } }, true, now + day],
    ['again and again', { did: { within: 'P4D', every: { period: 'P2D', atLeast: 1 } } }, true, now + day],
    ['a stretch of the calendar', { did: { event: 'ORDER_PLACED', during: 'YESTERDAY' } }, true, now + day - 3_600_000],
    ['one thing soon after another', { sequence: { steps: [{ event: 'TEST_DRIVE_BOOKED' }, { event: 'ORDER_PLACED', soon: 'P1D' }], within: 'P3D' } }, true, now + 2 * day],
    ['one thing too late after another', { sequence: { steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'ORDER_PLACED', soon: 'P7D' }] } }, false, Infinity],
    ['nothing since', { sequence: { steps: [{ event: 'VEHICLE_VIEWED' }, { event: 'TEST_DRIVE_BOOKED' }], noneSince: { event: 'ORDER_PLACED' } } }, false, Infinity],
  ])('reads %s', (_words, rule, holds, until) => {
    expect(matches(rule, profileHistory(deeds), now, around)).toEqual({ holds, until });
  }); // prettier-ignore

  it.each<[string, DidRule, HistoryEvent[], boolean, number]>([
    ['an empty history is in nothing', { event: 'VEHICLE_VIEWED' }, [], false, Infinity],
    ['once ever lasts for ever', { event: 'VEHICLE_VIEWED' }, [historyEvent({ at: 1 })], true, Infinity],
    ['the window ends exactly W after the event', { event: 'VEHICLE_VIEWED', within: 'P14D' },
      [historyEvent({ at: now - 13 * day })], true, now + day],
    ['an event exactly W old is outside', { event: 'VEHICLE_VIEWED', within: 'P14D' },
      [historyEvent({ at: now - 14 * day })], false, Infinity],
    ['an event of this very instant counts', { event: 'VEHICLE_VIEWED', within: 'P14D' },
      [historyEvent({ at: now })], true, now + 14 * day],
    ['an event yet to come counts when it comes', { event: 'VEHICLE_VIEWED', within: 'P14D' },
      [historyEvent({ at: now + 5 })], false, now + 5],
    ['the third newest decides for three', { event: 'VEHICLE_VIEWED', times: { atLeast: 3 }, within: 'P14D' },
      [1, 2, 5, 9].map((days) => historyEvent({ at: now - days * day })), true, now + 9 * day],
    ['ties count each', { event: 'VEHICLE_VIEWED', times: { atLeast: 2 }, within: 'P1D' },
      [historyEvent({ at: now - 10 }), historyEvent({ at: now - 10 })], true, now + day - 10],
    ['never becomes true when the only one leaves', { event: 'VEHICLE_VIEWED', times: { atMost: 0 }, within: 'P14D' },
      [historyEvent({ at: now - 4 * day })], false, now + 10 * day],
    ['at most two waits for the third newest to leave', { event: 'VEHICLE_VIEWED', times: { atMost: 2 }, within: 'P14D' },
      [1, 2, 5].map((days) => historyEvent({ at: now - days * day })), false, now + 9 * day],
    ['at most stays true while nothing happens', { event: 'VEHICLE_VIEWED', times: { atMost: 2 }, within: 'P14D' },
      [historyEvent({ at: now - day })], true, Infinity],
    ['another kind of event does not count', { event: 'TEST_DRIVE_BOOKED' }, [historyEvent({ at: 1 })], false, Infinity],
    ['an unknown body style is not an SUV', { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] } },
      [historyEvent({ at: 1, vehicle: { make: 'Kia' } })], false, Infinity],
    ['makes ignore case', { event: 'VEHICLE_VIEWED', where: { make: ['kia'] } }, [historyEvent({ at: 1 })], true, Infinity],
    ['price bounds are inclusive', { event: 'VEHICLE_VIEWED', where: { price: { atLeast: 30_000, atMost: 30_000 } } },
      [historyEvent({ at: 1 })], true, Infinity],
    ['custom events are told apart by name', { event: 'CUSTOM', name: 'Brochure Asked' },
      [historyEvent({ at: 1, type: 'CUSTOM', name: 'Newsletter Opened' })], false, Infinity],
  ])('%s', (_words, did, events, holds, until) => {
    expect(matches({ did }, profileHistory(events), now, around)).toEqual({ holds, until });
  }); // prettier-ignore

  it('enters by the passing of time when what kept it out is forgotten', () => {
    const rule: Rule = {
      all: [
        { did: { event: 'VEHICLE_VIEWED', within: 'P30D' } },
        { not: { did: { event: 'TEST_DRIVE_BOOKED', within: 'P14D' } } },
      ],
    };
    const history = profileHistory([
      historyEvent({ at: now - 3 * day, type: 'TEST_DRIVE_BOOKED' }),
      historyEvent({ at: now - day }),
    ]);
    expect(matches(rule, history, now, around)).toEqual({ holds: false, until: now + 11 * day });
    expect(matches(rule, history, now + 11 * day, around)).toEqual({ holds: true, until: now + 29 * day });
  });

  it.each<[string, Rule, boolean]>([
    ['is', { trait: { name: 'city', is: 'Leeds' } }, true],
    ['is, of another type', { trait: { name: 'children', is: '2' } }, false],
    ['oneOf', { trait: { name: 'city', oneOf: ['York', 'Leeds'] } }, true],
    ['atLeast', { trait: { name: 'children', atLeast: 2, atMost: 2 } }, true],
    ['atMost', { trait: { name: 'children', atMost: 1 } }, false],
    ['a date', { trait: { name: 'leaseEnds', atLeast: '2026-06-01', atMost: '2026-12-31' } }, true],
    ['text is not a number', { trait: { name: 'city', atLeast: 0 } }, false],
    ['contains, of a list', { trait: { name: 'interests', contains: 'towing' } }, true],
    ['contains, of a text', { trait: { name: 'city', contains: 'eed' } }, true],
    ['exists', { trait: { name: 'city', exists: true } }, true],
    ['exists not', { trait: { name: 'gone', exists: false } }, true],
    ['null is absent', { trait: { name: 'gone', exists: true } }, false],
    ['not even Object.prototype is a trait', { trait: { name: 'constructor', exists: true } }, false],
  ])('reads traits: %s', (_words, rule, holds) => {
    const traits = { city: 'Leeds', children: 2, leaseEnds: '2026-09-30', interests: ['Towing'], gone: null };
    expect(matches(rule, profileHistory([], traits), now, around)).toEqual({ holds, until: Infinity });
  });
});
