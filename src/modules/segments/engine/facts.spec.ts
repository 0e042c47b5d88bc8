import { Facts } from './facts.js';

describe('facts', () => {
  it('let go of values that nobody has any more, and lose none that somebody has', () => {
    const facts = new Facts();
    facts.watch(['lastVisit', 'likes']);
    const last = new Map<number, string>();
    for (let visit = 0; visit < 50_000; visit++) {
      const person = (visit * 7) % 300;
      last.set(person, `visit ${visit}`);
      facts.set(person, { lastVisit: `visit ${visit}`, likes: [`model ${visit}`] });
    }
    for (const [person, visit] of last) {
      expect(facts.valueOf(person, 'lastVisit')).toBe(visit);
      expect(facts.valueOf(person, 'likes')).toEqual([visit.replace('visit', 'model')]);
    }
    expect(facts.column('lastVisit')?.values.length).toBeLessThan(5_000);
    expect(facts.column('likes')?.values.length).toBeLessThan(5_000);
  });
});
