import fc from 'fast-check';
import { outlived } from './outlived.js';

const versions = fc.uniqueArray(fc.integer({ min: 1, max: 60 }).map(String), { maxLength: 40 });

describe('versions that may go', () => {
  it('are none that is needed or among the newest, and all others', () => {
    fc.assert(
      fc.property(versions, versions, fc.nat(20), (all, some, kept) => {
        const needed = new Set(some);
        const gone = outlived(all, needed, kept);
        for (const version of all)
          expect(gone.includes(version)).toBe(!needed.has(version) && all.indexOf(version) >= kept);
      }),
    );
  });
});
