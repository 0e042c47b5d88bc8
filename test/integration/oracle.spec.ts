import fc from 'fast-check';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import type { Json, JsonObject } from '../../src/models/event/event-envelope.js';
import type { ProfileHistory, Traits } from '../../src/models/profile/profile-history.js';
import { ruleSchema, type Rule } from '../../src/models/segment/rule.js';
import { EmbeddedPostgres } from '../../src/modules/platform/embedded-postgres.js';
import { matches } from '../../src/modules/segments/meaning/matches.js';
import type { Surroundings } from '../../src/modules/segments/meaning/surroundings.js';
import { toSql } from '../../src/modules/segments/oracle/to-sql.js';
import { anyFactRule, anyTold, anyTimelessFactRule } from '../factories/any-fact.js';
import { anyOffset, anyPerson, anyRule, around, lists, origin } from '../factories/any-rule.js';

const rulesAtOnce = 20;
const statements = 105;
const dayMs = 86_400_000;

const anyTraitsToo: fc.Arbitrary<Traits> = fc.record(
  { odd: anyTold, list: anyTold, amount: anyTold },
  { requiredKeys: [] },
);
const anySaid: fc.Arbitrary<Json> = fc.oneof(
  { weight: 9, arbitrary: anyTold },
  fc.constantFrom<Json>({}, { is: 'SUV' }, [1, 'SUV', null]),
);
const anyPropertiesToo: fc.Arbitrary<JsonObject> = fc.record(
  { odd: anySaid, list: anySaid, amount: anySaid },
  { requiredKeys: [] },
);

/** Anybody, of whom and of whose deeds stranger things are told than rules expect. */
const anyOddPerson: fc.Arbitrary<ProfileHistory> = fc
  .tuple(anyPerson, anyTraitsToo, fc.array(fc.option(anyPropertiesToo), { minLength: 14, maxLength: 14 }))
  .map(([person, traits, properties]) => ({
    ...person,
    traits: { ...person.traits, ...traits },
    events: person.events.map((event, n) => ({
      ...event,
      properties: { ...event.properties, ...properties[n] },
    })),
  }));

/** Any rule, and more of those that ask after facts. */
const anyCase: fc.Arbitrary<Rule> = fc
  .oneof(
    { weight: 3, arbitrary: anyRule },
    {
      weight: 2,
      arbitrary: anyFactRule(['odd', 'born', 'likes', 'nothing', 'toString']).map((trait) => ({ trait })),
    },
    {
      weight: 1,
      arbitrary: fc
        .tuple(
          anyTimelessFactRule(['odd', 'list', 'amount']),
          fc.constantFrom('odd', 'amount', 'vehicle', 'day', 'vehicle.price'),
        )
        .chain(([property, of]) =>
          fc.constantFrom<Rule>(
            { did: { properties: [property] } },
            { did: { properties: [property], times: { atMost: 1 } } },
            { did: { sum: { of, atLeast: 0.00005, atMost: 3 } } },
            { did: { average: { of, atMost: 1.00005 } } },
            { did: { distinct: { of, atLeast: 2, atMost: 4 }, within: 'P3D' } },
            { did: { where: { make: ['KIA'], model: ['niro', 'ev6'], price: { atMost: 10_000 } } } },
            { did: { where: { model: ['\u00eb-c4'] } } },
            { did: { where: { model: ['e\u0308-c4'] } } },
            { share: { salt: 'é', from: 12.5, below: 75 } },
            { near: { dealer: 'LDS', withinKm: 273 } },
          ),
        ),
    },
  )
  .filter((rule) => ruleSchema.safeParse(rule).success);

const anyNow = fc.oneof(
  { weight: 5, arbitrary: anyOffset.map((offset) => origin + offset) },
  { weight: 1, arbitrary: fc.constantFrom('2026-01-01T00:00:00Z', '2028-02-28T23:59:59.999Z', '2026-12-31T23:00:00Z').map(Date.parse) },
); // prettier-ignore
const anyZone = fc.constantFrom(
  'Europe/London', 'Europe/London', 'Atlantic/Azores', 'Asia/Kathmandu', 'America/St_Johns', 'Pacific/Kiritimati',
); // prettier-ignore

/** Zones that turn the clock at midnight, when they did, and the day of it there: midnight comes twice, or never. */
const turns = [
  { zone: 'Atlantic/Azores', at: '2026-03-29T01:00:00Z', day: '2026-03-29' },
  { zone: 'Atlantic/Azores', at: '2026-10-25T01:00:00Z', day: '2026-10-25' },
  { zone: 'America/Havana', at: '2026-03-08T05:00:00Z', day: '2026-03-08' },
  { zone: 'America/Havana', at: '2026-11-01T05:00:00Z', day: '2026-11-01' },
] as const;

const hoursAround = [-25, -24.5, -24, -23.5, -23, -1.5, -1, -0.5, 0, 0.5, 1, 6, 22.5, 23, 23.5, 24, 24.5, 25] as const; // prettier-ignore

const rulesOfDays = (day: string): Rule[] => [
  ...(['TODAY', 'YESTERDAY', 'THIS_WEEK', 'LAST_WEEK', 'THIS_MONTH', 'LAST_MONTH'] as const).map(
    (during) => ({ did: { during } }),
  ),
  { did: { from: day } },
  { did: { before: day } },
  { did: { distinct: { of: 'day', atLeast: 2 } } },
  { did: { distinct: { of: 'day', atLeast: 3 } } },
  { trait: { name: 'born', agoAtLeast: 'PT1S' } },
  { trait: { name: 'born', aheadAtMost: 'P1D' } },
  { trait: { name: 'born', anniversaryWithin: 'PT1S' } },
  { trait: { name: 'born', anniversaryWithin: 'P1D' } },
  { trait: { name: 'born', atLeast: day } },
];

describe('rules as SQL', () => {
  const scratch = mkdtempSync(join(tmpdir(), 'carousel-oracle-'));
  let server: EmbeddedPostgres;
  let database: Client;

  beforeAll(async () => {
    chmodSync(scratch, 0o755);
    server = await EmbeddedPostgres.start(join(scratch, 'postgres'), { fsync: 'off', jit: 'off' });
    database = new Client({ connectionString: `${server.baseUrl}/postgres` });
    await database.connect();
    await database.query(`
      create table person (profile_id uuid primary key, traits jsonb);
      create table deed (profile_id uuid, at float8, seq bigint, type text, name text, vehicle jsonb, properties jsonb);
      create table listed (list_id uuid, profile_id uuid);
      create index on deed (profile_id, at, seq);
      create index on listed (profile_id)`);
  });

  afterAll(async () => {
    await database.end();
    await server.stop();
    rmSync(scratch, { recursive: true, force: true });
  });

  it('name the same members as their meaning', async () => {
    const people = fc.sample(anyOddPerson, { numRuns: 250, seed: 20_260_329 });
    await tell(people);
    const anyCases = fc.array(anyCase, { minLength: rulesAtOnce, maxLength: rulesAtOnce });
    const property = fc.asyncProperty(anyCases, anyNow, anyZone, async (rules, now, zone) => {
      expect(await disagreements(people, rules, now, { ...around, zone })).toEqual([]);
    });
    await fc.assert(property, { numRuns: statements, endOnFailure: true });
  });

  it.each(turns)(
    'name the same members as their meaning when $zone turns its clocks on $day',
    async ({ zone, at, day }) => {
      const turn = Date.parse(at);
      const born = [0, -1, 1, -365, 365].map((days) =>
        new Date(Date.parse(day) + days * dayMs).toISOString().slice(0, 10),
      );
      const people = fc.sample(anyPerson, { numRuns: 12, seed: turn }).map((person, n) => ({
        ...person,
        traits: { born: born[n % born.length] ?? day },
        events: person.events.map((event) => ({
          ...event,
          at: turn + (event.at - origin) * (n % 3 ? 1 : 900),
        })),
      }));
      await tell(people);
      for (const hours of hoursAround)
        for (const days of [0, 365]) {
          const now = turn + days * dayMs + hours * 3_600_000;
          expect(await disagreements(people, rulesOfDays(day), now, { ...around, zone })).toEqual([]);
        }
    },
  );

  it('are never an error and never null, whatever is stored and asked', async () => {
    await tell([]);
    const hostile = [
      '1e400',
      '-1e400',
      '1e-400',
      '1e131071',
      '"\\uffff"',
      '"9999-12-31T24:00:00-99:99"',
      '[[1],{}]',
      'null',
      '{}',
    ];
    const facts = hostile.map(
      (value) => `{"odd":${value},"born":${value},"latitude":${value},"longitude":1e-200}`,
    );
    await database.query('insert into person select gen_random_uuid(), unnest($1::jsonb[])', [
      [...facts, ...hostile],
    ]);
    await database.query(
      `insert into deed select profile_id, $1, n, 'CUSTOM', 'one', jsonb_build_object('price', traits -> 'odd', 'make', traits -> 'odd'), traits
       from person, generate_series(1, 2) n`,
      [origin],
    );
    await database.query(
      `insert into deed select profile_id, $1, 3, 'CUSTOM', 'one', traits, null from person`,
      [origin],
    );
    const unstorable: Rule[] = ['a\0', '\ud800'].map((text) => ({
      trait: { name: text, isNot: text, containsAny: [text] },
    }));
    const rules = [...unstorable, ...fc.sample(anyCase, { numRuns: 300, seed: 1 })];
    for (let n = 0; n < rules.length; n += rulesAtOnce) {
      const answers = await membersBySql(rules.slice(n, n + rulesAtOnce), origin, around);
      expect(new Set([...answers.values()].flat())).not.toContain(null);
      expect(answers.size).toBe(hostile.length * 2);
    }
  });

  /** Puts people where the statements look for them. */
  async function tell(people: readonly ProfileHistory[]): Promise<void> {
    await database.query('truncate person, deed, listed');
    const deeds = people.flatMap(({ profileId, events }) =>
      events.map((event) => ({ profile_id: profileId, ...event })),
    );
    const listed = people.filter(({ profileId }) => around.isListed(lists.buyers, profileId));
    await database.query(
      'insert into person select * from jsonb_to_recordset($1) as r(profile_id uuid, traits jsonb)',
      [JSON.stringify(people.map(({ profileId, traits }) => ({ profile_id: profileId, traits })))],
    );
    await database.query(
      'insert into deed select * from jsonb_to_recordset($1) as r(profile_id uuid, at float8, seq bigint, type text, name text, vehicle jsonb, properties jsonb)',
      [JSON.stringify(deeds)],
    );
    await database.query('insert into listed select $1, unnest($2::uuid[])', [
      lists.buyers,
      listed.map(({ profileId }) => profileId),
    ]);
    await database.query('analyze');
  }

  /** Who is a member by one reading of a rule and not by the other; the shortest to read of each rule. */
  async function disagreements(
    people: readonly ProfileHistory[],
    rules: readonly Rule[],
    now: number,
    surroundings: Surroundings,
  ) {
    const bySql = await membersBySql(rules, now, surroundings);
    return rules.flatMap((rule, n) => {
      const differing = people.filter(
        (person) => matches(rule, person, now, surroundings).holds !== bySql.get(person.profileId)?.[n],
      );
      const shortest = differing.toSorted((one, other) => lengthOf(one) - lengthOf(other)).slice(0, 1);
      return shortest.map((person) => ({
        rule: JSON.stringify(rule),
        now: new Date(now).toISOString(),
        zone: surroundings.zone,
        bySql: bySql.get(person.profileId)?.[n],
        person: JSON.stringify(person),
      }));
    });
  }

  async function membersBySql(
    rules: readonly Rule[],
    now: number,
    surroundings: Surroundings,
  ): Promise<Map<string, boolean[]>> {
    let values: readonly unknown[] = [];
    const columns = rules.map((rule) => {
      const expression = toSql(rule, now, surroundings, values);
      ({ values } = expression);
      return expression.text;
    });
    const { rows } = await database.query<{ profile_id: string; answers: boolean[] }>(
      `select profile_id, array[${columns.join(', ')}] as answers from person p`,
      [...values],
    );
    return new Map(rows.map(({ profile_id, answers }) => [profile_id, answers]));
  }
});

function lengthOf(person: ProfileHistory): number {
  return JSON.stringify(person).length;
}
