import { dimensions } from './dimensions.js';
import { signsOf } from './likeness-sums.js';
import { Moments } from './moments.js';

const vectorOf = (values: Readonly<Record<string, number>>) =>
  Float64Array.from(dimensions, (name) => values[name] ?? 0);

describe('what tells a seed from everybody', () => {
  it('is what it does more, the strongest first, and not what it does less', () => {
    const seed = new Moments(dimensions.length);
    seed.add(vectorOf({ 'looks at SUV': 0.8, 'did SHOWROOM_VISITED': 1, 'looks at NEW': 0.5 }));
    const direction = {
      weights: [...vectorOf({ 'looks at SUV': 1, 'did SHOWROOM_VISITED': 2, 'looks at VAN': -3 })],
      mean: [...vectorOf({ 'looks at SUV': 0.3, 'looks at VAN': 0.7 })],
      spread: 1,
    };
    expect(signsOf(direction, seed)).toEqual([
      { what: 'did SHOWROOM_VISITED', weight: 2 },
      { what: 'looks at SUV', weight: 0.5 },
    ]);
  });
});
