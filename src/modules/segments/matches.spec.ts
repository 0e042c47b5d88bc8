import fc from 'fast-check';
import type { HistoryEvent, ProfileHistory } from '../../models/profile/profile-history.js';
import type { DidRule, Rule } from '../../models/segment/rule.js';
import { windowMs } from '../../models/segment/window.js';
import { anyDid, anyHistory, anyRule, historyEvent, profileHistory, windowsOf } from '../../../test/factories/rules.js'; // prettier-ignore
import { matches } from './matches.js';

const day = 86_400_000;
const now = 100 * day;

/** The meaning of a rule, written as literally as it can be: count everything, stop nowhere, look at one instant. */
function literally(rule: Rule, history: ProfileHistory, at: number): boolean {
  if ('all' in rule) return rule.all.every((part) => literally(part, history, at));
  if ('any' in rule) return rule.any.some((part) => literally(part, history, at));
  if ('not' in rule) return !literally(rule.not, history, at);
  if ('trait' in rule) {
    const city = history.traits['city'];
    return rule.trait.exists === false ? city === undefined : city === rule.trait.is;
  }
  const { event: type, where, times, within } = rule.did;
  const count = history.events.filter(
    (event) =>
      event.type === type &&
      (!where?.bodyStyle ||
        (event.vehicle?.bodyStyle !== undefined && where.bodyStyle.includes(event.vehicle.bodyStyle))) &&
      event.at <= at &&
      (within === undefined || event.at > at - (windowMs(within) ?? 0)),
  ).length;
  if (!times) return count >= 1;
  return count >= (times.atLeast ?? 0) && count <= (times.atMost ?? Infinity);
}

/** Every instant at which anything at all can change, the millisecond before and the one after. */
function criticalInstants(rule: Rule, history: ProfileHistory): number[] {
  const windows = [0, ...windowsOf(rule)];
  return history.events.flatMap(({ at }) =>
    windows.flatMap((window) => [at + window - 1, at + window, at + window + 1]),
  );
}

describe('matches', () => {
  it('answers what the literal reading answers, and keeps its word until changesAt', () => {
    fc.assert(
      fc.property(anyRule, anyHistory, fc.integer({ min: 0, max: 16_000 }), (rule, history, instant) => {
        const answer = matches(rule, history, instant);
        expect(answer.in).toBe(literally(rule, history, instant));
        if (answer.changesAt !== null) expect(answer.changesAt).toBeGreaterThan(instant);
        for (const later of criticalInstants(rule, history))
          if (later > instant && later < (answer.changesAt ?? Infinity))
            expect(literally(rule, history, later)).toBe(answer.in);
      }),
      { numRuns: 3_000 },
    );
  });

  it('names the exact instant for a single one-sided condition over what has happened', () => {
    const oneSided = anyDid.filter(({ times }) => times?.atLeast === undefined || times.atMost === undefined);
    fc.assert(
      fc.property(oneSided, anyHistory, fc.integer({ min: 10_000, max: 16_000 }), (did, history, instant) => {
        const { in: isIn, changesAt } = matches({ did }, history, instant);
        if (changesAt !== null) expect(matches({ did }, history, changesAt).in).toBe(!isIn);
      }),
      { numRuns: 2_000 },
    );
  });

  it.each<[string, DidRule, HistoryEvent[], boolean, number | null]>([
    ['an empty history is in nothing', { event: 'VEHICLE_VIEWED' }, [], false, null],
    ['once ever lasts for ever', { event: 'VEHICLE_VIEWED' }, [historyEvent({ at: 1 })], true, null],
    ['the window ends exactly W after the event', { event: 'VEHICLE_VIEWED', within: 'P14D' },
      [historyEvent({ at: now - 13 * day })], true, now + day],
    ['an event exactly W old is outside', { event: 'VEHICLE_VIEWED', within: 'P14D' },
      [historyEvent({ at: now - 14 * day })], false, null],
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
      [historyEvent({ at: now - day })], true, null],
    ['another kind of event does not count', { event: 'TEST_DRIVE_BOOKED' }, [historyEvent({ at: 1 })], false, null],
    ['an unknown body style is not an SUV', { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SUV'] } },
      [historyEvent({ at: 1, vehicle: { make: 'Kia' } })], false, null],
    ['makes ignore case', { event: 'VEHICLE_VIEWED', where: { make: ['kia'] } }, [historyEvent({ at: 1 })], true, null],
    ['price bounds are inclusive', { event: 'VEHICLE_VIEWED', where: { price: { atLeast: 30_000, atMost: 30_000 } } },
      [historyEvent({ at: 1 })], true, null],
    ['custom events are told apart by name', { event: 'CUSTOM', name: 'Brochure Asked' },
      [historyEvent({ at: 1, type: 'CUSTOM', name: 'Newsletter Opened' })], false, null],
  ])('%s', (_words, did, events, isIn, changesAt) => {
    expect(matches({ did }, profileHistory(events), now)).toEqual({ in: isIn, changesAt });
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
    expect(matches(rule, history, now)).toEqual({ in: false, changesAt: now + 11 * day });
    expect(matches(rule, history, now + 11 * day)).toEqual({ in: true, changesAt: now + 29 * day });
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
  ])('reads traits: %s', (_words, rule, isIn) => {
    const traits = { city: 'Leeds', children: 2, leaseEnds: '2026-09-30', interests: ['Towing'], gone: null };
    expect(matches(rule, profileHistory([], traits), now)).toEqual({ in: isIn, changesAt: null });
  });
});
