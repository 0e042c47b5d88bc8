import { longestHousehold, normalHousehold } from './normal-household.js';

describe('normalHousehold', () => {
  it('writes one household in one way', () => {
    expect(normalHousehold(' home-7 ')).toBe('home-7');
    expect(normalHousehold('home 7')).toBe('home 7');
    expect(normalHousehold('x'.repeat(longestHousehold))).toHaveLength(longestHousehold);
  });

  it('refuses what is none', () => {
    expect(normalHousehold('  ')).toBeNull();
    expect(normalHousehold('x'.repeat(longestHousehold + 1))).toBeNull();
  });
});
