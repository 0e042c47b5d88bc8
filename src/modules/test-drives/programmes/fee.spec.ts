import { feeFor } from './fee.js';

const fee = {
  standard: '99.00',
  byBand: [
    { partner: 'score', band: 'A', amount: '0.00' },
    { partner: 'score', band: 'B', amount: '49.00' },
    { partner: 'club', band: 'gold', amount: '49.00' },
    { partner: 'club', band: 'barred', amount: '500.00' },
  ],
};

describe('feeFor', () => {
  it('is the standard fee without a band, or with one that is not named', () => {
    const standard = { amount: '99.00', reason: null };
    expect(feeFor(fee, [])).toEqual(standard);
    expect(feeFor(fee, [{ partner: 'score', band: 'C' }])).toEqual(standard);
    expect(feeFor(fee, [{ partner: 'other', band: 'A' }])).toEqual(standard);
  });

  it('is that of the band, whatever its case, and says which', () => {
    expect(feeFor(fee, [{ partner: 'SCORE', band: ' a ' }])).toEqual({ amount: '0.00', reason: { partner: 'score', band: 'A' } }); // prettier-ignore
    expect(feeFor(fee, [{ partner: 'club', band: 'barred' }])).toMatchObject({ amount: '500.00' });
  });

  it('is the lowest of several, and of two as low the one named first', () => {
    const [b, gold, barred] = [{ partner: 'score', band: 'B' }, { partner: 'club', band: 'gold' }, { partner: 'club', band: 'barred' }]; // prettier-ignore
    expect(feeFor(fee, [barred, gold, b]).reason).toEqual(b);
    expect(feeFor(fee, [barred, gold]).amount).toBe('49.00');
  });
});
