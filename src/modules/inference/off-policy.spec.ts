import fc from 'fast-check';
import { judge, type LoggedChoice } from './off-policy.js';

function choice(over: Partial<LoggedChoice>): LoggedChoice {
  return { reward: 0, propensity: 0.5, chosenBy: 0.5, foretold: 0, foretoldOfPolicy: 0, ...over };
}

describe('judge', () => {
  it('finds a policy like the one that ran worth what was earned', () => {
    fc.assert(
      fc.property(fc.array(fc.boolean(), { minLength: 150, maxLength: 400 }), (rewards) => {
        const told = judge(rewards.map((won) => choice({ reward: won ? 1 : 0 })));
        const won = rewards.filter(Boolean).length;
        if ('reason' in told) {
          expect(won).toBeLessThan(100);
          return;
        }
        expect(told.snips.value).toBeCloseTo(won / rewards.length, 9);
        expect(told.doublyRobust.value).toBeCloseTo(won / rewards.length, 9);
        expect(told.effectiveSize).toBeCloseTo(rewards.length, 6);
      }),
    );
  });

  it('stays within the rewards there were (SNIPS), whatever the weights', () => {
    const row = fc.record({
      reward: fc.constantFrom(0, 1),
      propensity: fc.double({ min: 0.3, max: 1, noNaN: true }),
      chosenBy: fc.double({ min: 0.2, max: 1, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(row, { minLength: 300, maxLength: 500 }), (rows) => {
        const told = judge(rows.map(choice));
        if ('reason' in told) return;
        expect(told.snips.value).toBeGreaterThanOrEqual(0);
        expect(told.snips.value).toBeLessThanOrEqual(1);
      }),
    );
  });

  it('says why it cannot tell where the policies hardly ever agree', () => {
    const rows = Array.from({ length: 2_000 }, (_, n) => choice({ reward: n % 10 === 0 ? 1 : 0, propensity: n === 0 ? 0.001 : 0.9, chosenBy: n === 0 ? 1 : 0.001 })); // prettier-ignore
    const told = judge(rows);
    expect('reason' in told ? told.reason : '').toMatch(/^Of 2000 logged decisions only \d+ count/);
    expect(told.rewards).toBe(200);
  });

  it('says so where too little came of it, and of an empty log', () => {
    const rows = Array.from({ length: 5_000 }, (_, n) => choice({ reward: n < 60 ? 1 : 0 }));
    const told = judge(rows);
    expect('reason' in told ? told.reason : '').toMatch(
      /^Only 60 of 5000 logged decisions brought anything; 100/,
    );
    expect(judge([])).toMatchObject({ decisions: 0, effectiveSize: 0 });
  });

  it('takes no propensity of 0 for granted', () => {
    expect(() => judge([choice({ propensity: 0 })])).toThrow('propensity of 0; it must be above 0');
  });
});
