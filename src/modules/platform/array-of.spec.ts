import fc from 'fast-check';
import { arrayOf } from './array-of.js';

describe('arrayOf', () => {
  it('writes texts, numbers and nulls at once', () => {
    expect(arrayOf(['a', null, '', 'NULL', '{b,c}'])).toBe('{"a",NULL,"","NULL","{b,c}"}');
    expect(arrayOf([3, -1, 0.5])).toBe('{3,-1,0.5}');
  });

  it('leaves to the driver what has to be escaped', () => {
    for (const values of [['say "hi"', 'b'], ['a\\b']]) expect(arrayOf(values)).toBe(values);
  });

  it('keeps each value in its place, whatever stands in it', () => {
    const text = fc.string().filter((one) => !/["\\]/.test(one));
    fc.assert(
      fc.property(fc.array(fc.oneof(text, fc.integer()), { minLength: 1 }), (values) => {
        const written = arrayOf(values);
        expect(typeof written === 'string' && JSON.parse(`[${written.slice(1, -1)}]`)).toEqual(values);
      }),
    );
  });
});
