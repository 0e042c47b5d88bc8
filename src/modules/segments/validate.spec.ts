import fc from 'fast-check';
import { anyRule } from '../../../test/factories/rules.js';
import { validateRule } from './validate.js';

function problemsOf(input: unknown) {
  const checked = validateRule(input);
  return 'problems' in checked ? checked.problems : [];
}

describe('validateRule', () => {
  it('passes every rule there is, unchanged', () => {
    fc.assert(fc.property(anyRule, (rule) => expect(validateRule(rule)).toEqual({ rule })));
  });

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
    expect(problemsOf(nested(8))).toHaveLength(1);
    expect(problemsOf(nested(5_000))).toHaveLength(1);
    const wide = { any: Array.from({ length: 64 }, () => ({ trait: { name: 'city', exists: true } })) };
    expect(problemsOf(wide).map(({ path }) => path)).toEqual(['rule']);
  });

  it.each([null, undefined, 7, 'all', [], { some: [] }])('refuses %j', (input) => {
    expect(problemsOf(input).map(({ path }) => path)).toEqual(['rule']);
  });
});
