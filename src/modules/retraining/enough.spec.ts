import fc from 'fast-check';
import { leadCount, nextSentence, nothingNew } from './enough.js';

const many = fc.integer({ min: 0, max: 1_000_000 });

describe('whether there is enough to learn from', () => {
  it('goes by what was settled since the last version', () => {
    expect(nothingNew(leadCount(300, null), 100)).toBeNull();
    expect(nothingNew(leadCount(300, 201), 100)).toBe('99 leads were settled since the last version; 100 are needed.');
    expect(nothingNew(leadCount(300, 299), 1)).toBeNull();
    expect(nothingNew(leadCount(300, 300), 1)).toBe('0 leads were settled since the last version; 1 is needed.');
    expect(nothingNew(leadCount(0, null), 1)).toMatch(/^No lead is settled yet/);
  }); // prettier-ignore

  it('never teaches the same leads twice, and says no number below nought where people were erased', () => {
    fc.assert(
      fc.property(many, many, fc.integer({ min: 1, max: 1_000_000 }), (leads, before, least) => {
        const why = nothingNew(leadCount(leads, before), least);
        expect(why === null).toBe(leads > 0 && leads - before >= least);
        expect(why ?? '').not.toMatch(/-\d/);
      }),
    );
  });

  it('is told ahead', () => {
    const next = { at: new Date('2026-11-30T02:00:00Z'), least: 100 };
    expect(nextSentence(null, leadCount(5, null))).toMatch(/^Nothing by itself: it is off/);
    expect(nextSentence(next, leadCount(500, 300))).toBe('On 2026-11-30 at 02:00 UTC it is taught with what 500 settled leads came to.'); // prettier-ignore
    expect(nextSentence(next, leadCount(500, 499))).toMatch(/nothing would be taught: 1 lead was settled/);
  });
});
