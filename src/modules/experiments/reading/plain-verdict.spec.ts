import { plainVerdict, saysTheSame } from './plain-verdict.js';

const lift = { from: 0.1, best: 0.2, to: 0.3 };

describe('a verdict without its figures', () => {
  it('names the arm it is about', () => {
    expect(plainVerdict({ kind: 'STOP', winner: 'B', lift })).toEqual({ kind: 'STOP', arm: 'B' });
    expect(plainVerdict({ kind: 'HARMFUL', arm: 'B', measure: 'leads', lift })).toEqual({ kind: 'HARMFUL', arm: 'B' }); // prettier-ignore
    expect(plainVerdict({ kind: 'NO_DIFFERENCE', within: 0.1 })).toEqual({ kind: 'NO_DIFFERENCE', arm: null }); // prettier-ignore
  });

  it('is another where its kind or its arm is, and not where only figures moved', () => {
    const stop = { kind: 'STOP', arm: 'B' } as const;
    expect(saysTheSame({ kind: 'KEEP_GOING', arm: null }, null)).toBe(true);
    expect(saysTheSame(stop, null)).toBe(false);
    expect(saysTheSame(plainVerdict({ kind: 'STOP', winner: 'B', lift: { ...lift, best: 0.25 } }), stop)).toBe(true); // prettier-ignore
    expect(saysTheSame(stop, { kind: 'STOP', arm: 'A' })).toBe(false);
    expect(saysTheSame({ kind: 'KEEP_GOING', arm: null }, stop)).toBe(false);
  });
});
