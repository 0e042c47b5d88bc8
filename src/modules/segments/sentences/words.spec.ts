import * as chinese from './chinese-words.js';
import * as english from './english-words.js';

describe('words for what is added up or told apart', () => {
  it.each(['constructor', '__proto__', 'toString', 'mileage'])('are the name itself where it is somebody\'s own: %s', (name) => {
    for (const words of [english, chinese]) {
      expect(words.quantity(name)).toBe(name);
      expect(words.things(name)).toContain(name);
      expect(words.things(name)).not.toMatch(/function|object/);
    }
    expect(english.quantity('vehicle.price')).not.toBe('vehicle.price');
  }); // prettier-ignore
});
