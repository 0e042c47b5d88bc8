import fc from 'fast-check';
import { aiplStages, journeyStages } from '../../models/segment/lifecycle.js';
import type { Rule } from '../../models/segment/rule.js';
import { anyOffset, anyPerson, anyRule, around, origin, segments } from '../../../test/factories/any-rule.js';
import { matches } from './meaning/matches.js';
import { askedSince, neededProperties, neededSince } from './need.js';
import { stageRule } from './stage-rules.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const day = 86_400_000;

/** How many days back from now. */
function daysOf(rule: Rule): number {
  return (now - neededSince([rule], now, around)) / day;
}

describe('what rules need of histories', () => {
  it.each<[string, Rule, number]>([
    ['what is shown with every answer', { trait: { name: 'city', is: 'Leeds' } }, 90],
    ['a window', { did: { within: 'P200D' } }, 200],
    ['the widest of several', { all: [{ did: { within: 'P200D' } }, { not: { did: { within: 'P300D' } } }] }, 300],
    ['two edges', { did: { within: 'P200D', longerAgoThan: 'P100D' } }, 200],
    ['again and again', { did: { within: 'P210D', every: { period: 'P30D', atLeast: 1 } } }, 210],
    ['when a lead was scored', { lead: { grade: ['A'], within: 'P200D' } }, 200],
    ['the newest', { did: { newest: { agoAtMost: 'P200D' } } }, 200],
    ['a sequence, its gaps before its period', { sequence: { steps: [{}, { soon: 'P30D' }, { soon: 'P3D' }], within: 'P200D' } }, 233],
  ])('%s', (_words, rule, days) => expect(daysOf(rule)).toBe(days)); // prettier-ignore

  it('begins with the calendar and with dates, by the clock of the zone', () => {
    const since = (rule: Rule) => new Date(neededSince([rule], now, around) + 1).toISOString();
    expect(since({ did: { during: 'LAST_YEAR' } })).toBe('2025-01-01T00:00:00.000Z');
    expect(since({ did: { from: '2024-07-01' } })).toBe('2024-06-30T23:00:00.000Z');
  });

  it.each<Rule>([
    { did: {} },
    { did: { longerAgoThan: 'P3D' } },
    { did: { before: '2026-01-01' } },
    { did: { first: { agoAtMost: 'P3D' } } },
    { did: { newest: { agoAtLeast: 'P3D' } } },
    { lead: { grade: ['A'] } },
    { sequence: { steps: [{}, {}], within: 'P3D' } },
  ])('is for ever with %j', (rule) => expect(neededSince([rule], now, around)).toBe(0));

  it('looks behind segments and stages', () => {
    const known = {
      ...around,
      stageRule,
      ruleOf: (id: string): Rule => ({ all: [{ did: { within: 'P400D' } }, { member: { of: id } }] }),
    };
    expect(neededSince([{ member: { of: segments.viewers } }], now, known)).toBe(now - 400 * day);
    expect(neededSince([{ stage: { aipl: ['INTEREST'] } }], now, { ...known, stageRule: () => ({ did: { within: 'P300D' } }) })).toBe(now - 300 * day); // prettier-ignore
  });

  it('is bounded for every stage that nobody has said anything of', () => {
    const stages: Rule[] = [{ stage: { aipl: [...aiplStages] } }, { stage: { journey: [...journeyStages] } }];
    expect(stages.map((rule) => (now - neededSince([rule], now, { ...around, stageRule })) / day)).toEqual([
      2 * 1_096,
      1_096 + 90,
    ]);
  });

  it('names the properties asked for, and none where none is', () => {
    expect(neededProperties([{ did: { sum: { of: 'vehicle.price', atLeast: 1 } } }, { did: { distinct: { of: 'day', atLeast: 1 } } }], around)).toEqual([]); // prettier-ignore
    const rules: Rule[] = [
      { did: { properties: [{ name: 'list', is: 'x' }], sum: { of: 'amount', atLeast: 1 } } },
      { not: { did: { average: { of: 'amount', atLeast: 1 } } } },
      { did: { distinct: { of: 'colour', atLeast: 1 } } },
      { sequence: { steps: [{ properties: [{ name: 'a', exists: true }] }, {}], noneSince: { properties: [{ name: 'b', exists: true }] } } },
    ]; // prettier-ignore
    expect(neededProperties(rules, around)).toEqual(['list', 'amount', 'colour', 'a', 'b']);
  });

  it('lets every rule answer as with the whole history', () => {
    fc.assert(
      fc.property(anyRule, anyPerson, anyOffset, (rule, person, offset) => {
        const at = origin + offset;
        const since = askedSince([rule], at, around);
        const asked = neededProperties([rule], around);
        const events = person.events
          .filter((event) => event.at >= since)
          .map((event) => ({ ...event, properties: Object.fromEntries(Object.entries(event.properties ?? {}).filter(([name]) => asked.includes(name))) })); // prettier-ignore
        expect(matches(rule, { ...person, events }, at, around).holds).toBe(
          matches(rule, person, at, around).holds,
        );
      }),
      { numRuns: 1_000 },
    );
  });
});
