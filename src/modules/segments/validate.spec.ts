import fc from 'fast-check';
import { anyRule } from '../../../test/factories/any-rule.js';
import { validateRule } from './validate.js';

function problemsOf(input: unknown) {
  const checked = validateRule(input);
  return 'problems' in checked ? checked.problems : [];
}

describe('validateRule', () => {
  it('passes every rule there is, unchanged', () => {
    fc.assert(fc.property(anyRule, (rule) => expect(validateRule(rule)).toEqual({ rule })));
  });

  const viewed = { event: 'VEHICLE_VIEWED' };
  it.each<[unknown, string, RegExp, RegExp]>([
    [{ did: { ...viewed, anyOf: ['ORDER_PLACED'] } }, 'did.anyOf', /without event/, /into anyOf/],
    [{ did: { anyOf: ['PROFILE_MERGED'] } }, 'did.anyOf[0]', /not something a shopper does/, /another EventType/],
    [{ did: { ...viewed, name: 'Peek' } }, 'did.name', /only with event CUSTOM/, /Drop name/],
    [{ did: { ...viewed, where: {} } }, 'did.where', /at least one condition/, /drop where/],
    [{ did: { ...viewed, properties: [{ name: 'list' }] } }, 'did.properties[0]', /needs a condition/, /is: "Leeds"/],
    [{ did: { ...viewed, within: 'P1D', during: 'TODAY' } }, 'did.during', /without within/, /one of within/],
    [{ did: { ...viewed, within: 'P1D', from: '2026-01-01' } }, 'did.from', /from and before go only/, /one of within/],
    [{ did: { ...viewed, within: 'P1D', longerAgoThan: 'P2D' } }, 'did.longerAgoThan', /not shorter/, /shorter of the two/],
    [{ did: { ...viewed, from: '2026-02-01', before: '2026-01-01' } }, 'did.before', /not later than from/, /earlier date/],
    [{ did: { ...viewed, from: 'May' } }, 'did.from', /a date or an instant/, /2026-11-26/],
    [{ did: { ...viewed, times: { atLeast: 1 }, first: { agoAtMost: 'P1D' } } }, 'did.first', /without times/, /Keep one of/],
    [{ did: { ...viewed, newest: { agoAtMost: 'P1D' }, within: 'P2D' } }, 'did.newest', /says when by itself/, /Drop the period/],
    [{ did: { ...viewed, first: {} } }, 'did.first', /needs agoAtLeast/, /agoAtMost/],
    [{ did: { ...viewed, sum: { of: 'amount' } } }, 'did.sum', /needs atLeast/, /atMost: 2/],
    [{ did: { ...viewed, distinct: { of: 'day', atLeast: 3, atMost: 1 } } }, 'did.distinct', /larger than atMost/, /smaller first/],
    [{ did: { ...viewed, every: { period: 'P7D', atLeast: 1 } } }, 'did.every', /needs within/, /whole number/],
    [{ did: { ...viewed, within: 'P10D', every: { period: 'P7D', atLeast: 1 } } }, 'did.every', /not a whole number/, /multiple/],
    [{ did: { ...viewed, within: 'P54D', every: { period: 'P1D', atLeast: 1 } } }, 'did.every', /more than 53/, /longer/],
    [{ sequence: { steps: [viewed] } }, 'sequence.steps', /at least two steps/, /use did/],
    [{ sequence: { steps: [{ soon: 'P1D' }, viewed] } }, 'sequence.steps[0].soon', /no step before/, /Drop soon/],
    [{ sequence: { steps: [viewed, { name: 'Peek' }] } }, 'sequence.steps[1].name', /CUSTOM/, /Drop name/],
    [{ sequence: { steps: [viewed, viewed], noneSince: { name: 'Peek' } } }, 'sequence.noneSince.name', /CUSTOM/, /Drop name/],
    [{ sequence: { steps: [viewed, { ...viewed, soon: 'P1M' }] } }, 'sequence.steps[1].soon', /length of time/, /P14D/],
    [{ trait: { name: 'born', agoAtLeast: 'P1Y' } }, 'trait.agoAtLeast', /length of time/, /P14D/],
    [{ trait: { name: 'born', moreThan: 'soon' } }, 'trait.moreThan', /a number, a date or an instant/, /2026-11-26/],
    [{ near: { dealer: 'LDS', withinKm: 0 } }, 'near.withinKm', /^must be more than 0$/, /^Give more than 0/],
    [{ near: { dealer: 'LDS', withinKm: 20_001 } }, 'near.withinKm', /^must be at most 20000$/, /^Give 20000 or less/],
    [{ member: { of: 'SUV shoppers' } }, 'member.of', /id of a segment/, /from segments/],
    [{ listed: { on: 'Buyers' } }, 'listed.on', /id of a list/, /from audienceLists/],
    [{ stage: {} }, 'stage', /aipl or journey/, /one of the two/],
    [{ stage: { aipl: ['RESEARCH'] } }, 'stage.aipl[0]', /must be one of/, /Choose from/],
    [{ lead: { grade: [] } }, 'lead.grade', /at least one/, /at least one/],
    [{ lead: { grade: ['E'] } }, 'lead.grade[0]', /must be one of/, /Choose from/],
    [{ lead: { grade: ['A'], status: ['SOLD'] } }, 'lead', /only one of them/, /./],
    [{ lead: { grade: ['A'], within: 'P1M' } }, 'lead.within', /not a length of time/, /use days/],
    [{ did: { event: 'LEAD_GRADED' } }, 'did.event', /not something a shopper does/, /another EventType/],
    [{ share: { salt: 's', from: 50, below: 50 } }, 'share.below', /not more than from/, /one half/],
  ])('refuses %j', (rule, path, message, remedy) => {
    const [problem, ...others] = problemsOf(rule);
    expect(others).toEqual([]);
    expect(problem?.path).toBe(`rule.${path}`);
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).toMatch(remedy);
  }); // prettier-ignore

  it('takes null for absent, as GraphQL variables have it', () => {
    const rule = { all: null, did: { event: 'VEHICLE_VIEWED', within: null } };
    expect(validateRule(rule)).toEqual({ rule: { did: { event: 'VEHICLE_VIEWED' } } });
  });

  it('names every fault at once, each with its place and its remedy', () => {
    const problems = problemsOf({
      all: [
        { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 3, atMost: 1 } } },
        { did: { event: 'TEST_DRIVE_BOOKED', within: 'P1M' } },
        { did: { event: 'VEHICLE_VIEWED', where: { bodyStyle: ['SPACESHIP'] } } },
        { not: { any: [] } },
        { trait: { name: 'city' } },
        { did: { event: 'VEHICLE_VIEWED' }, trait: { name: 'city', is: 'Leeds' } },
        {},
        { did: { event: 'VEHICLE_VIEWED', name: 'Peek' } },
      ],
    });
    expect(problems.map(({ path }) => path)).toEqual([
      'rule.all[0].did.times',
      'rule.all[1].did.within',
      'rule.all[2].did.where.bodyStyle[0]',
      'rule.all[3].not.any',
      'rule.all[4].trait',
      'rule.all[5]',
      'rule.all[6]',
      'rule.all[7].did.name',
    ]);
    expect(problems.every(({ message, remedy }) => message.length > 0 && remedy.length > 0)).toBe(true);
    expect(problems[1]?.remedy).toContain('P14D');
  });

  it.each(['P1Y', 'P1M', 'PT0S', 'P2000D', '14 days', 'P', 'PT', '-P1D', 'P1DT'])(
    'refuses %s as a window',
    (within) => {
      expect(problemsOf({ did: { event: 'VEHICLE_VIEWED', within } })).toHaveLength(1);
    },
  );

  it('says what is wrong in plain words', () => {
    const problems = problemsOf({
      any: [
        { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 0 } } },
        { did: { event: 'VEHICLE_VIEWED', where: { price: { atLeast: 'cheap' } } } },
        { did: { event: 'NOTHING' } },
        { did: { event: 'VEHICLE_VIEWED', where: { make: [] }, often: true } },
        { trait: { name: 'x'.repeat(201), exists: true } },
      ],
    });
    expect(problems.map(({ message }) => message)).toEqual([
      'must be at least 1',
      'must be a number',
      expect.stringMatching(/^must be one of PAGE_VIEWED/),
      'must name at least one',
      'has the unknown field often',
      'must be at most 200 characters long',
    ]);
  });

  it('refuses a rule too deep or too large, and survives one absurdly deep', () => {
    const nested = (depth: number): unknown =>
      depth === 0 ? { trait: { name: 'city', exists: true } } : { not: nested(depth - 1) };
    expect(problemsOf(nested(7))).toEqual([]);
    expect(problemsOf(nested(8)).map(({ remedy }) => remedy)).toEqual([
      expect.stringMatching(/two nots in a row/),
    ]);
    const lists = (depth: number): unknown =>
      depth === 0 ? { trait: { name: 'city', exists: true } } : { all: [lists(depth - 1)] };
    expect(problemsOf(lists(8)).map(({ remedy }) => remedy)).toEqual([expect.stringMatching(/one list/)]);
    expect(problemsOf(nested(5_000))).toHaveLength(1);
    const wide = { any: Array.from({ length: 64 }, () => ({ trait: { name: 'city', exists: true } })) };
    expect(problemsOf(wide).map(({ path }) => path)).toEqual(['rule']);
  });

  it.each([null, undefined, 7, 'all', [], { some: [] }])('refuses %j', (input) => {
    expect(problemsOf(input).map(({ path }) => path)).toEqual(['rule']);
  });
});
