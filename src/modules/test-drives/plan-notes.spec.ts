import { planNotes } from './plan-notes.js';

const hour = 3_600_000;

describe('planNotes', () => {
  it('tells of a booking at once, and reminds a day and two hours before', () => {
    expect(planNotes('BOOKED', 100 * hour, 0)).toEqual([
      { kind: 'BOOKED', dueAt: 0 },
      { kind: 'REMINDER', dueAt: 76 * hour },
      { kind: 'REMINDER', dueAt: 98 * hour },
    ]);
  });

  it('reminds nobody of what is too near, or is not ahead any more', () => {
    expect(planNotes('MOVED', 3 * hour, 0).map(({ dueAt }) => dueAt)).toEqual([0, hour]);
    expect(planNotes('BOOKED', hour, 0)).toHaveLength(1);
    for (const kind of ['CANCELLED', 'ATTENDED', 'NO_SHOW', 'CONFIRMED'] as const)
      expect(planNotes(kind, 100 * hour, 0)).toEqual([{ kind, dueAt: 0 }]);
  });
});
