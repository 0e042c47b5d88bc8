import { growthOf } from './growth.js';

describe('the growth of an audience', () => {
  it('goes from day to day by who entered and who left, also over days of nothing', () => {
    const counts = [
      { day: 3, entered: 0, left: 4 },
      { day: 1, entered: 2, left: 1 },
    ];
    expect(growthOf(['2026-11-20', '2026-11-21', '2026-11-22'], 5, counts)).toEqual({
      sizeBefore: 5,
      sizeAfter: 2,
      entered: 2,
      left: 5,
      days: [
        { date: '2026-11-20', size: 6, entered: 2, left: 1 },
        { date: '2026-11-21', size: 6, entered: 0, left: 0 },
        { date: '2026-11-22', size: 2, entered: 0, left: 4 },
      ],
    });
  });

  it('of no days is none', () => {
    expect(growthOf([], 0, [])).toEqual({ sizeBefore: 0, sizeAfter: 0, entered: 0, left: 0, days: [] });
  });
});
