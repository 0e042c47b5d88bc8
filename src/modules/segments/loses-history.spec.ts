import { losesHistory } from './loses-history.js';

const now = Date.parse('2026-11-22T12:00:00Z');
const dayMs = 86_400_000;
const viewed = (within?: string) => ({
  did: { event: 'VEHICLE_VIEWED' as const, ...(within !== undefined && { within }) },
});

describe('a rule over a log that became shorter', () => {
  it('loses nothing while its widest window lies within what is kept', () => {
    expect(losesHistory(viewed('P200D'), now - 202 * dayMs, now)).toBe(false);
    expect(losesHistory({ all: [viewed('P7D'), { not: viewed('P200D') }] }, now - 202 * dayMs, now)).toBe(false); // prettier-ignore
  });

  it('loses where the window reaches further, a day of clocks ahead of ours counted', () => {
    expect(losesHistory(viewed('P200D'), now - 200 * dayMs, now)).toBe(true);
    expect(losesHistory({ any: [viewed('P7D'), { not: viewed('P300D') }] }, now - 202 * dayMs, now)).toBe(true); // prettier-ignore
  });

  it('loses wherever it asks for ever', () => {
    expect(losesHistory(viewed(), now - 3_000 * dayMs, now)).toBe(true);
  });

  it('loses wherever it asks for a stage, whatever makes it', () => {
    expect(losesHistory({ not: { stage: { aipl: ['INTEREST'] } } }, now - 3_000 * dayMs, now)).toBe(true);
  });

  it('loses where cars looked at lately are gone, which are shown with every answer', () => {
    expect(losesHistory(viewed('P7D'), now - 60 * dayMs, now)).toBe(true);
  });
});
