import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { DateTime } from 'luxon';
import { FiguresService } from '../../src/modules/segments/figures/figures.service.js';
import { createTestTenant } from '../support/carousel.js';
import { TestSegments } from '../support/segments-house.js';

const hour = 3_600_000;
const day = 24 * hour;
const zone = 'Europe/London';
const rule = { did: { event: 'VEHICLE_VIEWED', within: 'P2D' } };

/** A stay as it is stored, by instants in milliseconds. */
interface StoredStay {
  readonly entered: number;
  readonly left: number | null;
}

describe('figures of audiences', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  const figures = () => house.service(FiguresService);
  const growth = (id: string, from: string, to: string) => figures().growth(house.caller, id, from, to);
  const daysOf = async (id: string, from: string, to: string) =>
    (await growth(id, from, to)).days.map(
      ({ date, size, entered, left }) => `${date} +${entered} -${left} = ${size}`,
    );
  const store = async (segmentId: string, stays: readonly StoredStay[]) => {
    await house.dataSource.query('delete from segment_memberships where segment_id = $1', [segmentId]);
    await house.dataSource.query(
      `insert into segment_memberships (tenant_id, segment_id, profile_id, entered_at, left_at)
       select $1, $2, * from unnest($3::uuid[], $4::timestamptz[], $5::timestamptz[])`,
      [
        house.caller.tenantId,
        segmentId,
        stays.map(() => randomUUID()),
        stays.map(({ entered }) => new Date(entered)),
        stays.map(({ left }) => (left === null ? null : new Date(left))),
      ],
    );
  };

  it('tell how people came and went as they acted and as time passed', async () => {
    const viewers = await house.make('Viewers', rule);
    await house.send({ anonymousId: 'ann' }, { anonymousId: 'bob' });
    await house.settle();
    house.pass(day);
    await house.send({ anonymousId: 'bob' });
    await house.settle();
    house.pass(day);
    await house.settle(); // Ann leaves,
    house.pass(2 * hour);
    await house.send({ anonymousId: 'ann' }); // and comes again on the same day.
    await house.settle();
    expect(await daysOf(viewers, '2026-11-21', '2026-12-24')).toEqual([
      '2026-11-21 +0 -0 = 0',
      '2026-11-22 +2 -0 = 2',
      '2026-11-23 +0 -0 = 2',
      '2026-11-24 +1 -1 = 2',
    ]);
    expect(await growth(viewers, '2026-11-24', '2026-11-24')).toMatchObject({
      sizeBefore: 2,
      sizeAfter: 2,
      entered: 1,
      left: 1,
      medianStaySeconds: 2 * 86_400,
    });
    expect(await growth(viewers, '2026-11-21', '2026-11-23')).toMatchObject({ medianStaySeconds: null });
    expect((await figures().growth(house.caller, viewers, null, null)).days).toHaveLength(7);
  });

  it('keep each size the size before, with who entered and without who left, whenever clocks are turned', async () => {
    const id = await house.make('Any', rule);
    // Midnights of London around both days on which its clock is turned, a little before them and after.
    const midnights = ['2026-03-28', '2026-03-29', '2026-03-30', '2026-10-24', '2026-10-25', '2026-10-26', '2026-10-27']; // prettier-ignore
    const instant = fc
      .tuple(
        fc.constantFrom(...midnights),
        fc.constantFrom(-1, 0, 1, hour, 23 * hour, 25 * hour - 1, 7 * day),
      )
      .map(([date, later]) => DateTime.fromISO(date, { zone }).toMillis() + later);
    const stay = fc
      .tuple(instant, fc.option(instant))
      .map(([one, other]) =>
        other === null
          ? { entered: one, left: null }
          : { entered: Math.min(one, other), left: Math.max(one, other) },
      );
    const span = fc.constantFrom(['2026-03-28', '2026-04-08'], ['2026-10-25', '2026-10-25'], ['2026-10-20', '2026-11-20'], ['2025-11-01', '2026-11-21']); // prettier-ignore
    const run = async (stays: readonly StoredStay[], [from = '', to = '']: readonly string[]) => {
      await store(id, stays);
      const answer = await growth(id, from, to);
      let before = answer.sizeBefore;
      for (const { date, size, entered, left } of answer.days) {
        expect(size).toBe(before + entered - left);
        before = size;
        const begins = DateTime.fromISO(date, { zone });
        const [start, end] = [begins.toMillis(), begins.plus({ days: 1 }).toMillis()];
        const isOn = (at: number | null) => at !== null && at >= start && at < end;
        expect({ date, size, entered, left }).toEqual({
          date,
          size: stays.filter((each) => each.entered < end && (each.left ?? Infinity) >= end).length,
          entered: stays.filter((each) => isOn(each.entered)).length,
          left: stays.filter((each) => isOn(each.left)).length,
        });
      }
      expect(answer.sizeAfter).toBe(before);
      const [first, last] = [DateTime.fromISO(from, { zone }).toMillis(), DateTime.fromISO(to, { zone }).plus({ days: 1 }).toMillis()]; // prettier-ignore
      const lengths = stays
        .flatMap(({ entered, left }) =>
          left !== null && left >= first && left < last ? [left - entered] : [],
        )
        .toSorted((one, other) => one - other);
      const middle = [lengths[Math.floor((lengths.length - 1) / 2)], lengths[Math.ceil((lengths.length - 1) / 2)]]; // prettier-ignore
      const median = lengths.length === 0 ? null : ((middle[0] ?? 0) + (middle[1] ?? 0)) / 2_000;
      if (median === null) expect(answer.medianStaySeconds).toBeNull();
      else expect(answer.medianStaySeconds).toBeCloseTo(median, 3);
    };
    await fc.assert(fc.asyncProperty(fc.array(stay, { maxLength: 25 }), span, run), { numRuns: 60 });
  });

  it('tell whom several segments have in common, in whatever order they are asked for', async () => {
    const viewers = await house.make('Viewers', rule);
    const savers = await house.make('Savers', { did: { event: 'VEHICLE_SAVED' } });
    const leads = await house.make('Leads', { did: { event: 'LEAD_SUBMITTED' } });
    const does = (anonymousId: string, ...types: ('VEHICLE_VIEWED' | 'VEHICLE_SAVED' | 'LEAD_SUBMITTED')[]) =>
      house.send(...types.map((type) => ({ anonymousId, type })));
    await does('ann', 'VEHICLE_VIEWED', 'VEHICLE_SAVED', 'LEAD_SUBMITTED');
    await does('bob', 'VEHICLE_VIEWED', 'VEHICLE_SAVED');
    await does('cat', 'VEHICLE_VIEWED');
    await does('dan', 'LEAD_SUBMITTED');
    await house.settle();
    expect(await figures().overlap(house.caller, [leads, viewers, savers, leads])).toMatchObject({
      segments: [{ name: 'Leads' }, { name: 'Viewers' }, { name: 'Savers' }],
      sizes: [2, 3, 2],
      pairs: [
        { first: 0, second: 1, both: 1, shareOfFirst: 1 / 2, shareOfSecond: 1 / 3, jaccard: 1 / 4 },
        { first: 0, second: 2, both: 1, shareOfFirst: 1 / 2, shareOfSecond: 1 / 2, jaccard: 1 / 3 },
        { first: 1, second: 2, both: 2, shareOfFirst: 2 / 3, shareOfSecond: 1, jaccard: 2 / 3 },
      ],
      inAll: 1,
      inAny: 4,
    });
  });

  it('are refused of an archived segment where it has none, and tell what was before', async () => {
    const [viewers, savers] = [await house.make('Viewers', rule), await house.make('Savers', { did: { event: 'VEHICLE_SAVED' } })]; // prettier-ignore
    await house.send({ anonymousId: 'ann', type: 'VEHICLE_SAVED' });
    await house.settle();
    house.pass(day);
    await house.segments.archive(house.caller, savers); // before the worker has written that they left
    await expect(figures().overlap(house.caller, [viewers, savers])).rejects.toMatchObject({
      code: 'SEGMENT_ARCHIVED',
      message: `Segment ${savers} is archived: nobody is in it any more; leave it out.`,
    });
    await house.settle();
    expect(await daysOf(savers, '2026-11-22', '2026-11-23')).toEqual(['2026-11-22 +1 -0 = 1', '2026-11-23 +0 -1 = 0']); // prettier-ignore
    house.pass(30 * day);
    await expect(figures().growth(house.caller, savers, null, null)).rejects.toMatchObject({
      code: 'SEGMENT_ARCHIVED',
      message: `Segment ${savers} was archived on 2026-11-23, and nobody is in it since; ask about that day and those before.`,
    });
    expect(await growth(savers, '2026-11-23', '2026-12-01')).toMatchObject({ sizeBefore: 1, sizeAfter: 0 });
    await expect(growth(savers, '2026-11-24', '2026-12-01')).rejects.toMatchObject({
      code: 'SEGMENT_ARCHIVED',
    });
  });

  it('refuse too few and too many segments, too many days, and what is another tenant’s', async () => {
    const id = await house.make('Any', rule);
    await expect(figures().overlap(house.caller, [id, id])).rejects.toMatchObject({ code: 'AUDIENCE_OVERLAP_SIZE' }); // prettier-ignore
    const eleven = Array.from({ length: 11 }, () => randomUUID());
    await expect(figures().overlap(house.caller, eleven)).rejects.toThrow('11 different segments; give 2 to 10'); // prettier-ignore
    await expect(figures().overlap(house.caller, [id, 'no-id'])).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' }); // prettier-ignore
    await expect(growth(id, '2025-01-01', '2026-11-22')).rejects.toMatchObject({ code: 'AUDIENCE_GROWTH_DAYS' }); // prettier-ignore
    const other = await createTestTenant(house.dataSource, 'other');
    const theirs = { ...house.caller, tenantId: other.id };
    await expect(figures().growth(theirs, id, null, null)).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' }); // prettier-ignore
    await expect(figures().overlap(theirs, [id, randomUUID()])).rejects.toMatchObject({ code: 'SEGMENT_NOT_FOUND' }); // prettier-ignore
  });
});
