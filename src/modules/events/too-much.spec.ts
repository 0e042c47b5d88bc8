import fc from 'fast-check';
import { tooMuchOf } from './too-much.js';

const nested = (levels: number): unknown => (levels === 0 ? 1 : [nested(levels - 1)]);

describe('tooMuchOf', () => {
  it('refuses what is nested more than 32 levels deep, however small', () => {
    expect(tooMuchOf(nested(32))).toBeUndefined();
    expect(tooMuchOf(nested(33))?.code).toBe('EVENT_TOO_DEEP');
    expect(tooMuchOf({ a: nested(32) })?.code).toBe('EVENT_TOO_DEEP');
  });

  it('measures bytes, not characters, to the last one', () => {
    const two = 'é'.repeat(50);
    expect(tooMuchOf(two, 102)).toBeUndefined();
    expect(tooMuchOf(two, 101)?.code).toBe('EVENT_TOO_LARGE');
  });

  it('never takes for small what is too large, whatever it is made of', () => {
    fc.assert(
      fc.property(fc.jsonValue({ maxDepth: 8 }), fc.integer({ min: 1, max: 400 }), (value, most) => {
        const bytes = Buffer.byteLength(JSON.stringify(value));
        expect(tooMuchOf(value, most)?.code).toBe(bytes > most ? 'EVENT_TOO_LARGE' : undefined);
      }),
      { numRuns: 2_000 },
    );
  });
});
