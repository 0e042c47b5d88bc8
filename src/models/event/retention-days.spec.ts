import { eventTypes } from './event-type.js';
import { classOf, eventClasses } from './event-class.js';
import { readRetentionDays } from './retention-days.js';

describe('days that events are kept', () => {
  it('are read by class; classes not named keep the default', () => {
    expect(readRetentionDays('browsing=90, car = forever')).toEqual({
      browsing: 90,
      dealing: 1_125,
      ownership: null,
      car: null,
    });
  });

  it.each([
    ['', /list such as browsing=760/],
    ['surfing=90', /of browsing, dealing, ownership, car/],
    ['browsing', /list such as/],
    ['browsing=90=91', /list such as/],
    ['browsing=90,browsing=91', /names browsing twice/],
    ['car=29', /must give car a whole number of days from 30 to 36500, or forever/],
    ['car=36501', /must give car/],
    ['car=-90', /must give car/],
    ['car=1e3', /must give car/],
    ['car=', /must give car/],
  ])('are refused in %j, with the remedy', (text, remedy) => {
    expect(readRetentionDays(text)).toMatch(remedy);
  });
});

describe('classes of events', () => {
  it('each have a type at least, and hold what cars report apart', () => {
    expect(new Set(eventTypes.map(classOf))).toEqual(new Set(eventClasses));
    for (const type of eventTypes) expect(classOf(type) === 'car').toBe(type.startsWith('CAR_'));
  });
});
