import { nearest } from './nearest.js';

describe('the nearest word', () => {
  const words = ['vehicle.price', 'vehicle.modelYear', 'vehicle.model'];
  it.each([
    ['vehicle.pryce', 'vehicle.price'],
    ['Vehicle.Model', 'vehicle.model'],
    ['vehicle.modelyaer', 'vehicle.modelYear'],
    ['vehicle.nonsense', undefined],
    ['', undefined],
  ])('of %j is %j', (written, word) => {
    expect(nearest(written, words)).toBe(word);
  });

  it('is none of no words', () => {
    expect(nearest('a', [])).toBeUndefined();
  });
});
