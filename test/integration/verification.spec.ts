import { DataSource } from 'typeorm';
import { TestLists } from '../support/lists-of.js';
import { TestSegments } from '../support/segments-house.js';

/** More than are looked at together, twice. */
const people = 1_100;
const viewed = { did: { event: 'VEHICLE_VIEWED' } };

describe('verifying memberships', () => {
  let house: TestSegments;
  beforeEach(async () => {
    house = await TestSegments.start();
  });
  afterEach(() => house.stop());

  /** Does something, and says how many rows the largest answer of the database had meanwhile. */
  async function watched<T>(work: () => Promise<T>): Promise<{ done: T; mostRows: number }> {
    let mostRows = 0;
    const sources = [house.service(DataSource), house.dataSource];
    const whole = sources.map((source) => source.query.bind(source));
    sources.forEach((source, n) => {
      const spying = async (...asked: Parameters<DataSource['query']>) => {
        const rows: unknown = await whole[n]?.(...asked);
        if (Array.isArray(rows)) mostRows = Math.max(mostRows, rows.length);
        return rows;
      };
      Object.assign(source, { query: spying });
    });
    const done = await work();
    sources.forEach((source, n) => Object.assign(source, { query: whole[n] }));
    return { done, mostRows };
  }

  it('holds no more of a tenant at once however many people, stays and listed there are, and misses none', async () => {
    const lists = new TestLists(house);
    const list = await lists.make('Everybody');
    const ids = Array.from({ length: people }, (_, n) => ({ userId: `u-${n}` }));
    await house.send(...ids);
    await lists.told(list, 'ADD', ...ids);
    const segments = [
      await house.make('Viewers', viewed),
      await house.make('Listed', { listed: { on: list } }),
    ];
    await house.settle();
    const [first = '', second = '', third = ''] = await Promise.all(['u-3', 'u-700', 'u-1099'].map((id) => lists.profileOf(id))); // prettier-ignore
    const nobody = '00000000-0000-4000-8000-00000000000d';
    const [viewers = '', listed = ''] = segments;
    const verify = async () => {
      const { done, mostRows } = await watched(() => house.verification());
      expect(mostRows).toBeLessThanOrEqual(1_000);
      return done;
    };
    expect(await verify()).toEqual({ profiles: people, memberships: 2 * people, differences: 0, named: [] });

    await house.dataSource.query('delete from segment_memberships where profile_id = $1', [first]);
    await house.dataSource.query('update segment_memberships set profile_id = $2 where profile_id = $1 and segment_id = $3', [second, nobody, viewers]); // prettier-ignore
    await lists.told(list, 'REMOVE', { userId: 'u-1099' });
    const named = [
      { profileId: first, segmentId: viewers, kind: 'missing' },
      { profileId: first, segmentId: listed, kind: 'missing' },
      { profileId: second, segmentId: viewers, kind: 'missing' },
      { profileId: third, segmentId: listed, kind: 'stray' },
      { profileId: nobody, segmentId: viewers, kind: 'stray' },
    ];
    const wrong = await verify();
    expect(wrong).toMatchObject({ profiles: people, memberships: 2 * people - 1, differences: 5 });
    expect(new Set(wrong.named)).toEqual(new Set(named));
  });

  it('counts all differences, and names some', async () => {
    await house.send(...Array.from({ length: 120 }, (_, n) => ({ userId: `u-${n}` })));
    await house.make('Viewers', viewed);
    await house.settle();
    await house.dataSource.query('delete from segment_memberships');
    const { differences, named } = await house.verification();
    expect([differences, named.length]).toEqual([120, 50]);
  });
});
