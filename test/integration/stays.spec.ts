import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { localDays } from '../../src/modules/segments/lifecycle/local-days.js';
import { StaysRepository } from '../../src/modules/segments/lifecycle/stays.repository.js';
import { createTestTenant } from '../support/carousel.js';
import { createTestDatabase, type TestDatabase } from '../support/database.js';

interface Stay {
  person: number;
  /** Counts the segments from 1. */
  place: number;
  entered: number;
  left: number | null;
}

const hour = 3_600_000;
const places = 3;
/** Around both turns of a year's clocks, by day and at midnight. */
const calendars = [
  { zone: 'Europe/London', from: '2026-10-23', to: '2026-10-27' },
  { zone: 'Europe/London', from: '2026-03-28', to: '2026-03-30' },
  { zone: 'America/Sao_Paulo', from: '2018-11-03', to: '2018-11-05' },
  { zone: 'America/Sao_Paulo', from: '2018-02-16', to: '2018-02-18' },
  { zone: 'Atlantic/Azores', from: '2026-10-24', to: '2026-10-26' },
];

/** Somebody's way: at each of some instants they went to a place, or to none. */
function anyWay(bounds: readonly number[]) {
  const [first = 0, last = 0] = [bounds.at(0), bounds.at(-1)];
  const instant = fc.oneof(
    fc.constantFrom(...bounds.flatMap((bound) => [bound - 1, bound, bound + 1])),
    fc.integer({ min: first - 30 * hour, max: last + 30 * hour }),
  );
  const step = fc.tuple(instant, fc.option(fc.integer({ min: 1, max: places })));
  return fc.array(step, { maxLength: 8 }).map((steps) => steps.toSorted(([a], [b]) => a - b));
}

function staysOf(way: readonly (readonly [number, number | null])[], person: number): Stay[] {
  return way.flatMap(([entered, place], n) =>
    place === null ? [] : { person, place, entered, left: way[n + 1]?.[0] ?? null },
  );
}

/** The same, counted person by person. */
function naive(stays: readonly Stay[], people: number, bounds: readonly number[]): string[] {
  const placeBefore = (person: number, at: number) =>
    stays.find(
      (stay) => stay.person === person && stay.entered < at && (stay.left === null || stay.left >= at),
    )?.place ?? null;
  const counts = new Map<string, number>();
  for (let day = 1; day < bounds.length; day++)
    for (let person = 0; person < people; person++) {
      const from = placeBefore(person, bounds[day - 1] ?? 0);
      const to = placeBefore(person, bounds[day] ?? 0);
      const key = `${day} ${String(from)} ${String(to)}`;
      if (from !== null || to !== null) counts.set(key, (counts.get(key) ?? 0) + 1);
    }
  return [...counts].map(([key, count]) => `${key} ${count}`).toSorted();
}

describe('flows between segments', () => {
  let database: TestDatabase;
  let tenantId: string;
  const segmentIds = Array.from({ length: places }, () => randomUUID());
  const strangerId = randomUUID();

  beforeAll(async () => {
    database = await createTestDatabase();
    tenantId = (await createTestTenant(database.dataSource, 'flows')).id;
    await database.dataSource.query(
      `insert into segments (tenant_id, id, name, rule, version, status, created_at, updated_at)
       select $1, id, 'any', '{}', 1, 'ACTIVE', now(), now() from unnest($2::uuid[]) as id`,
      [tenantId, [...segmentIds, strangerId]],
    );
  });
  afterAll(() => database.drop());

  const write = async (stays: readonly Stay[]) => {
    const ids = [...segmentIds, strangerId];
    const persons = Array.from({ length: 1 + Math.max(0, ...stays.map(({ person }) => person)) }, () =>
      randomUUID(),
    );
    await database.dataSource.query('delete from segment_memberships');
    await database.dataSource.query(
      `insert into segment_memberships (tenant_id, profile_id, segment_id, entered_at, left_at)
       select $1, * from unnest($2::uuid[], $3::uuid[], $4::timestamptz[], $5::timestamptz[])`,
      [
        tenantId,
        stays.map(({ person }) => persons[person]),
        stays.map(({ place }) => ids[place - 1]),
        stays.map(({ entered }) => new Date(entered)),
        stays.map(({ left }) => (left === null ? null : new Date(left))),
      ],
    );
  };

  it.each(calendars)(
    'are what counting person by person comes to: $zone, $from',
    async ({ zone, from, to }) => {
      const repository = new StaysRepository(database.dataSource);
      const { bounds } = localDays(from, to, zone, Date.parse('2027-01-01'));
      const times = bounds.map((bound) => bound.getTime());
      await fc.assert(
        fc.asyncProperty(fc.array(anyWay(times), { minLength: 1, maxLength: 12 }), async (ways) => {
          const stays = ways.flatMap(staysOf);
          // Another segment's stays are nobody's business here.
          await write([
            ...stays,
            ...staysOf(ways[0] ?? [], 0).map((stay) => ({ ...stay, place: places + 1 })),
          ]);
          const flows = await repository.flows(tenantId, segmentIds, bounds);
          const told = flows.map(
            (flow) => `${flow.day} ${String(flow.from)} ${String(flow.to)} ${flow.people}`,
          );
          expect(told.toSorted()).toEqual(naive(stays, ways.length, times));
          const at = times[1] ?? 0;
          const counts = await repository.counts(tenantId, segmentIds, new Date(at));
          const there = stays.filter(({ entered, left }) => entered <= at && (left === null || left > at));
          expect(segmentIds.map((id) => counts.get(id) ?? 0)).toEqual(
            segmentIds.map((_id, n) => there.filter(({ place }) => place === n + 1).length),
          );
        }),
        { numRuns: 60 },
      );
    },
  );

  it("are none of another tenant's", async () => {
    await write([{ person: 0, place: 1, entered: 0, left: null }]);
    const repository = new StaysRepository(database.dataSource);
    const bounds = [new Date(hour), new Date(25 * hour)];
    expect(await repository.flows(tenantId, segmentIds, bounds)).toHaveLength(1);
    expect(await repository.flows(randomUUID(), segmentIds, bounds)).toEqual([]);
    expect((await repository.counts(randomUUID(), segmentIds, null)).size).toBe(0);
  });
});
