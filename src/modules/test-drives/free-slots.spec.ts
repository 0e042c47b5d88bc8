import { freeSlots, nearest } from './free-slots.js';

const slots = [0, 10, 20].map((startsAt) => ({ startsAt, endsAt: startsAt + 8, heldUntil: startsAt + 10 }));
const held = (demonstratorId: string, startsAt: number, staffPlace: number | null = null) => ({
  demonstratorId,
  staffPlace,
  startsAt,
  heldUntil: startsAt + 10,
});
const told = (free: ReturnType<typeof freeSlots>) =>
  free.map(({ startsAt, demonstratorIds, staffPlace }) => [startsAt, demonstratorIds.join(), staffPlace]);

describe('freeSlots', () => {
  it('leaves out cars that somebody drives, whenever they set off', () => {
    expect(told(freeSlots(slots, ['a', 'b'], null, [held('a', 5)]))).toEqual([
      [0, 'b', null],
      [10, 'b', null],
      [20, 'a,b', null],
    ]);
    expect(told(freeSlots(slots, ['a'], null, [held('a', 10)]))).toEqual([
      [0, 'a', null],
      [20, 'a', null],
    ]);
  });

  it('leaves out slots in which nobody can go along, and names the first place that is free', () => {
    expect(told(freeSlots(slots, ['a'], 2, [held('x', 0, 1), held('y', 0, 2), held('z', 10, 2)]))).toEqual([
      [10, 'a', 1],
      [20, 'a', 1],
    ]);
  });

  it('finds those that begin nearest', () => {
    expect(nearest(slots, 19, 2).map(({ startsAt }) => startsAt)).toEqual([20, 10]);
  });
});
