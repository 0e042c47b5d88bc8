import { ruleSchema } from './rule.js';

const asks = (property: object) =>
  ruleSchema.safeParse({ did: { properties: [{ name: 'day', ...property }] } }).success;

describe('what a deed asks of properties', () => {
  it.each(['agoAtLeast', 'agoAtMost', 'aheadAtLeast', 'aheadAtMost', 'anniversaryWithin'])(
    'is never %s',
    (condition) => {
      expect(asks({ [condition]: 'P1D' })).toBe(false);
    },
  );

  it('may be whether a date is before another', () => {
    expect(asks({ lessThan: '2026-03-29' })).toBe(true);
  });
});
