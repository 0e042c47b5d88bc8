import { patienceMs } from './patience.graphql.js';

describe('the patience somebody asks with', () => {
  it.each([['PT0S', 0], ['PT0.3S', 300], ['PT20S', 20_000], ['PT1M', 60_000]] as const)(
    '%s is taken as it is',
    (patience, ms) => {
      expect(patienceMs(patience)).toBe(ms);
    },
  ); // prettier-ignore

  it.each(['-PT5S', 'PT-0.1S', 'PT61S', 'P1D', `PT${'9'.repeat(400)}S`])('%s is refused, with what can be', (patience) => {
    expect(() => patienceMs(patience)).toThrow(/^patience is .{3,90}; give PT0S to PT60S/);
  }); // prettier-ignore
});
