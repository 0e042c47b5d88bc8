import fc from 'fast-check';
import { houseTerms } from '../../../models/campaign/campaign-terms.js';
import { bucketOf } from './landscape.js';
import { Pacer } from './pacer.js';
import { pacingReport, type Reported } from './pacing-report.js';
import { pacingSentence, pacingStates, pacingWords } from './pacing-words.js';
import type { Course } from './set-pace.js';
import { TrafficShape } from './traffic-shape.js';

const hourMs = 3_600_000;
const midnight = Date.parse('2026-11-23T00:00:00Z');
const noon = midnight + 12 * hourMs;

/** A campaign that met so many chances in the hours of a morning, of which it won some at a price. */
function course({ chances = 1_200, hours = 12, won = chances }: { chances?: number; hours?: number; won?: number } = {}): Course {
  const price = 10;
  const pacer = new Pacer();
  pacer.count(0, hours);
  pacer.take({ chances, parts: chances, at: [[bucketOf(1), won * price, 0]] });
  return { pacer: pacer.state, seenUntil: noon, times: won, expected: won * price, outcomes: 0, spentBefore: 0, isUsedUp: false, begunAt: midnight };
} // prettier-ignore

function reported(change: Partial<Reported> & { daily?: number | null; total?: number | null; endsAt?: number | null } = {}): Reported {
  const { daily = 12_000, total = null, endsAt = null, ...rest } = change;
  return {
    campaign: { terms: { ...houseTerms, bid: { kind: 'PER_THOUSAND', amount: 10_000 }, budget: { daily, total } }, timeZone: 'Europe/London', startsAt: null, endsAt },
    ...{ isOpen: undefined, pace: { multiplier: 1, share: 1, heldBy: null }, course: course(), pacedAt: noon, isStale: false },
    ...{ spent: { total: 6_000, today: 6_000, held: 0 }, shape: new TrafficShape('Europe/London'), now: noon, ...rest },
  };
} // prettier-ignore

describe('how a campaign is paced', () => {
  const stateOf = (change: Parameters<typeof reported>[0]) => pacingReport(reported(change))?.state;

  it('is told with its target, what is spent and what will be', () => {
    const held = { multiplier: 1, share: 0.31, heldBy: 'BUDGET' as const };
    const report = pacingReport(reported({ pace: held, course: course({ chances: 10_000 }) }));
    expect(report).toMatchObject({ state: 'ON_PACE', pace: held, setAt: noon });
    expect(report?.today).toEqual({ whole: 12_000, target: 6_000, spent: 6_000, expected: 12_000 });
    const sentence = (multiplier: number, share: number) =>
      pacingSentence('ON_PACE', { multiplier, share, heldBy: 'BUDGET' });
    expect(sentence(1, 0.31)).toBe(
      'On pace. It takes part in 31 % of the requests, so that its budget lasts.',
    );
    expect(sentence(0.62, 1)).toBe('On pace. It bids 62 % of its bid, so that its budget lasts.');
    expect(sentence(0.62, 0.05)).toBe(
      'On pace. It takes part in 5 % of the requests and bids 62 % of its bid, so that its budget lasts.',
    );
    expect(pacingSentence('ON_PACE', { multiplier: 1, share: 1, heldBy: null })).toBe(
      'On pace. Nothing holds it back.',
    );
  });

  it('tells want of people from rivals who are worth more, and both from nobody at all', () => {
    const spent = { total: 600, today: 600, held: 0 };
    const few = course({ chances: 60 });
    expect(stateOf({ spent, course: few })).toBe('BEHIND_TOO_FEW');
    expect(stateOf({ spent, course: course({ won: 60 }) })).toBe('BEHIND_OUTBID');
    expect(stateOf({ spent, course: course({ won: 0 }) })).toBe('BEHIND_OUTBID');
    expect(stateOf({ spent, course: course({ chances: 0 }) })).toBe('NO_CHANCES');
    // Of 60 chances at 10 in half a day, as many more come: 600 are spent, 600 will be.
    expect(pacingReport(reported({ spent, course: few }))?.today.expected).toBe(1_200);
  });

  it('tells what holds it back, and when nothing is known', () => {
    expect(stateOf({ spent: { total: 9_000, today: 9_000, held: 0 } })).toBe('AHEAD');
    expect(stateOf({ spent: { total: 11_000, today: 11_000, held: 1_000 } })).toBe('USED_UP');
    expect(stateOf({ pace: { multiplier: 1, share: 0.02, heldBy: 'COST' } })).toBe('HELD_BY_COST');
    expect(stateOf({ course: null, pace: null, pacedAt: null })).toBe('LEARNING');
    expect(stateOf({ course: course({ chances: 3, hours: 0.01 }) })).toBe('LEARNING');
    expect(stateOf({ isStale: true })).toBe('EVENLY');
  });

  it('is nothing where no budget has to last', () => {
    expect(pacingReport(reported({ daily: null, total: 500 }))).toBeNull();
  });

  it('takes a part of the flight for a day of it, and begins the day when the campaign began', () => {
    // Two days left, this one and the next: what was left when the day began, spread over both.
    const flight = { daily: null, total: 26_000, endsAt: midnight + 48 * hourMs, spent: { total: 8_000, today: 6_000, held: 0 } }; // prettier-ignore
    const report = pacingReport(reported({ ...flight, course: course({ chances: 10_000 }) }));
    expect(report?.today).toMatchObject({ whole: 12_000, target: 6_000 });
    expect(report?.flight).toEqual({ budget: 26_000, spent: 8_000, expected: 26_000 });
    const begunAt = noon - hourMs;
    expect(pacingReport(reported({ course: { ...course(), begunAt } }))?.today.target).toBe(923); // an hour of 13
  });

  it('never foretells more than the budget, nor less than is spent', () => {
    const micros = fc.integer({ min: 0, max: 30_000 });
    fc.assert(fc.property(micros, micros, fc.integer({ min: 0, max: 1e6 }), fc.integer({ min: 0, max: 23 }), (today, held, chances, hour) => {
      const spent = { total: today, today, held };
      const { expected, whole, spent: told, target } = pacingReport(reported({ spent, course: course({ chances }), now: midnight + hour * hourMs }))?.today ?? fail();
      expect(target).toBeLessThanOrEqual(whole);
      if (expected === null) return;
      expect(expected).toBeGreaterThanOrEqual(told);
      expect(expected).toBeLessThanOrEqual(Math.max(whole, told));
    }));
  }); // prettier-ignore

  it('has words for every state', () => {
    for (const state of pacingStates) expect(pacingWords[state].message).toMatch(/\.$/);
  });
});

function fail(): never {
  throw new Error('there is no report');
}
