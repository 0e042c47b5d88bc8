import { LatelyFound } from './lately-found.js';

describe('what was found lately', () => {
  it('is reckoned once for each text, and again once there were too many', () => {
    const reckoned: string[] = [];
    const lately = new LatelyFound<string>(2);
    const of = (key: string) =>
      lately.of(key, () => {
        reckoned.push(key);
        return key.toUpperCase();
      });
    expect(['a', 'b', 'a', 'b', 'c', 'a'].map(of)).toEqual(['A', 'B', 'A', 'B', 'C', 'A']);
    expect(reckoned).toEqual(['a', 'b', 'c', 'a']);
  });
});
