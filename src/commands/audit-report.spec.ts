import { auditReport } from './audit-report.js';

const none = { count: 0, profileIds: [] };
const segment = {
  segmentId: 's-1', name: 'SUV shoppers', version: 1, isHeld: false, shouldBeIn: 1_204, isIn: 1_204,
  missing: none, stray: none, stillWaiting: 0, settledMeanwhile: 0,
}; // prettier-ignore

describe('the report of an audit', () => {
  it('is a line a segment and the sum', () => {
    expect(auditReport({ people: 12_000, differences: 0, segments: [segment] })).toBe(
      '  ok    “SUV shoppers” (s-1): 1,204 should be in, 1,204 are\n\n1 segment, 12,000 people: 0 differences.\n',
    );
  });

  it('names some of those who differ, and says what may be the matter', () => {
    const missing = { count: 12, profileIds: ['p-1', 'p-2'] };
    const off = { ...segment, isIn: 1_192, missing, stillWaiting: 12, settledMeanwhile: 3 };
    const report = auditReport({ people: 12_000, differences: 12, segments: [off, { ...segment, isHeld: true }] }); // prettier-ignore
    expect(report).toContain('DIFF  “SUV shoppers” (s-1): 1,204 should be in, 1,192 are; 12 missing: profiles p-1 p-2 …'); // prettier-ignore
    expect(report).toContain('held  “SUV shoppers”');
    expect(report).toContain('2 segments, 12,000 people: 12 differences.\n3 more settled');
    expect(report).toContain('12 of them still wait for evaluation');
  });
});
