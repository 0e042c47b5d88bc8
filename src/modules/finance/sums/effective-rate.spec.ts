import { compoundPercent, internalRate, nominalPercent } from './effective-rate.js';

describe('internalRate', () => {
  it('is that of numpy-financial', () =>
    expect(internalRate([-100, 39, 59, 55, 20])).toBeCloseTo(0.2809484211599611, 11));
  it('finds the rate of a loan, nearer than the reference, which stops searching sooner', () => {
    const rate = internalRate([30_000, ...Array.from({ length: 60 }, () => -580)]);
    expect((rate ?? 0) * 12).toBeCloseTo(0.06001143689056654, 9);
  });
  it('is nothing where money costs nothing, and less where less comes back', () => {
    expect(internalRate([-300, 100, 100, 100])).toBeCloseTo(0, 12);
    expect(internalRate([-300, 100, 100, 90])).toBeLessThan(0);
  });
  it.each([[[]], [[100, 100]], [[-5]], [[0, 0]]])('is none of %j', (flows) =>
    expect(internalRate(flows)).toBeNull(),
  );
});

describe('a yearly rate', () => {
  it('is twelve times the month, or the month compounded', () => {
    expect(nominalPercent(0.005)).toBeCloseTo(6, 12);
    expect(compoundPercent(0.005)).toBeCloseTo(6.167781186449828, 10);
  });
});
