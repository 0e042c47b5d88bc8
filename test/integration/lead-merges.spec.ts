import type { INestApplicationContext } from '@nestjs/common';
import type { Caller } from '../../src/models/caller.js';
import { seededRandom } from '../../src/modules/decisioning/chance.js';
import { MergingService } from '../../src/modules/events/merging/merging.service.js';
import { LeadFollower } from '../../src/modules/leads/lead-follower.js';
import { LeadLife } from '../../src/modules/leads/life/lead-life.service.js';
import { LeadResponse } from '../../src/modules/leads/response/lead-response.js';
import { LeadSettings } from '../../src/modules/leads/response/lead-settings.js';
import { LeadRouting } from '../../src/modules/leads/routing/lead-routing.js';
import { DealersService } from '../../src/modules/vehicles/dealers.service.js';
import { settled, type TestDatabase } from '../support/database.js';
import { LeadsHouse } from '../support/leads-house.js';

const steps = ['CONTACTED', 'LOST', 'NEW', 'SOLD'] as const;
const place = { latitude: 51.38, longitude: -2.36 };

/** Every lead with those that stand for it, itself for one. */
const chains = `with recursive up (id, at, next) as (select id, id, folded_into from leads
  union all select up.id, l.id, l.folded_into from up join leads l on l.id = up.next)`;
/** What must be nowhere, once all are parted again and that is settled. */
const faults = {
  'a hand that stands with somebody else': `${chains} select h.id from lead_hands h join up on up.id = h.lead_id and up.next is null
    join leads l on l.id = up.at join identities i on i.id = h.identity_id join identities j on j.id = l.identity_id
    where i.profile_id <> j.profile_id`,
  'two open leads of one person': `select i.profile_id from leads l join identities i on i.id = l.identity_id
    where l.status not in ('FOLDED', 'SOLD', 'LOST') group by i.profile_id having count(*) > 1`,
  'a move told of a lead that it stands for no more': `${chains} select m.id from lead_moves m where m.told_on is not null
    and m.left_with is null and not exists (select from up where up.id = m.told_on and up.at = m.lead_id)`,
  'a lead that stands where it was not told to be': `select l.id, l.status from leads l where l.status <> 'FOLDED' and l.status <>
    coalesce((select m.to_status from lead_moves m where m.lead_id = l.id and m.moved_by <> 'CAROUSEL' and m.left_with is null
      order by m.recorded_at desc, m.number desc limit 1), 'NEW')`,
  'a lead folded into nothing': `select id from leads l where status = 'FOLDED' and not exists (select from leads o where o.id = l.folded_into)`,
  'a lead of no hand': `select id from leads l where not exists (select from lead_hands h where h.lead_id = l.id)`,
} as const;

describe('leads of people who are merged and parted', () => {
  let house: LeadsHouse;
  let database: TestDatabase;
  let app: INestApplicationContext;
  let caller: Caller;
  beforeAll(async () => {
    house = await LeadsHouse.start();
    ({ database, app, caller } = house);
  });
  afterAll(() => house.stop());

  const unmerge = (id: string) => app.get(MergingService, { strict: false }).unmerge(caller, id);
  const shards = async () => (await database.dataSource.query<{ shard: number }[]>('select distinct shard from events order by 1')).map(({ shard }) => shard); // prettier-ignore
  const follow = (shard: number | undefined) => app.get(LeadFollower).follow(shard ?? 0);
  const found = async () => {
    const all: [string, unknown][] = [];
    for (const [what, query] of Object.entries(faults))
      all.push(...(await database.dataSource.query<unknown[]>(query)).map((row): [string, unknown] => [what, row])); // prettier-ignore
    return all;
  };
  const tell = (id: string, to: (typeof steps)[number], key: string) =>
    app.get(LeadLife).move(caller, id, { to, reason: to === 'LOST' ? 'OTHER' : null, at: Date.now(), by: { kind: 'KEY', id: 'test' }, key }); // prettier-ignore
  /** Makes the people of two leads one, unless they are, or one is gone by now. */
  const merge = async (one: string, other: string): Promise<string[]> => {
    const [from, into] = [await house.find(one), await house.find(other)];
    if (!from || !into || from.profileId === into.profileId) return [];
    const outcome = await app.get(MergingService, { strict: false }).merge(caller, { fromProfileId: from.profileId, intoProfileId: into.profileId, reason: 'one person', isVerified: true });
    return outcome.kind === 'merged' ? [outcome.merge.id] : [];
  }; // prettier-ignore

  it.each([1, 2, 3, 4, 5, 6])('keep to them in whatever order it happens and is read (seed %d)', async (seed) => {
    const random = seededRandom(seed);
    const pick = <T>(of: readonly [T, ...T[]]): T => of[Math.floor(random() * of.length)] ?? of[0];
    const raise = async (who: string) => (await house.raise(who, { email: `${who}-${ids.size}@random.example`, phone: `020 7946 ${1_000 + seed}` }, who)).id; // prettier-ignore
    const users = ['a', 'b', 'c', 'd'].map((who) => `${who}-${seed}`);
    const ids = new Set<string>();
    for (const who of users) ids.add(await raise(who));
    const any = () => pick([[...ids][0] ?? '', ...[...ids].slice(1)]);
    const merges: string[] = [];
    for (let step = 0; step < 18; step++) {
      const what = random();
      if (what < 0.15) ids.add(await raise(users[Math.floor(random() * users.length)] ?? ''));
      else if (what < 0.4) merges.push(...(await merge(any(), any())));
      else if (what < 0.6) await unmerge(merges[Math.floor(random() * merges.length)] ?? merges[0] ?? '');
      else if (what < 0.75) await tell(any(), pick(steps), `${seed}-${step}`);
      else {
        await settled(database.dataSource.manager);
        const all = await shards();
        if (what < 0.9) await house.settle();
        else await follow(all[Math.floor(random() * all.length)]);
      }
    }
    for (const id of merges.toReversed()) await unmerge(id);
    await settled(database.dataSource.manager);
    for (const shard of (await shards()).toSorted(() => random() - 0.5)) await follow(shard);
    await house.settle();
    expect(await found()).toEqual([]);
    await database.dataSource.query('delete from leads');
  }, 120_000); // prettier-ignore

  it('are written in the end, and keep to them, where many raise, merge, part, move and give at once', async () => {
    for (const code of ['A', 'B', 'C']) await app.get(DealersService, { strict: false }).create(caller, { code, name: code, city: 'Bath', ...place }); // prettier-ignore
    await app.get(LeadSettings, { strict: false }).set(caller, { dealerId: null, responseMinutes: 30, rerouteMinutes: 60 }); // prettier-ignore
    const random = seededRandom(7);
    let count = 0;
    const users = ['v', 'w', 'x', 'y', 'z'];
    // Some share an address, all a telephone: twins, and hands that fold once they are one.
    const raise = async (who: string) => (await house.raise(who, { email: `${random() < 0.3 ? 'shared' : `${who}-${++count}`}@at-once.example`, phone: '020 7946 2000' }, who, { place })).id; // prettier-ignore
    const ids = await Promise.all(users.map(raise));
    const merges: string[] = [];
    const all = await shards();
    const any = <T>(of: readonly T[]): T | undefined => of[Math.floor(random() * of.length)];
    const overdue = `update leads set response_due_at = now() - interval '1 minute', reroute_due_at = now() - interval '1 second' where id = $1`; // prettier-ignore
    const works: readonly (() => Promise<unknown>)[] = [
      async () => ids.push(await raise(any(users) ?? '')),
      async () => merges.push(...(await merge(any(ids) ?? '', any(ids) ?? ''))),
      () => unmerge(merges.at(-1) ?? ''),
      () => tell(any(ids) ?? '', any(steps) ?? 'NEW', `at-once-${++count}`),
      () => app.get(LeadRouting).reroute(caller, any(ids) ?? '', 'ASKED'),
      () => follow(any(all)),
      () => follow(any(all)),
      async () => {
        await database.dataSource.query(overdue, [any(ids)]);
        await app.get(LeadResponse).run();
      },
    ];
    const worker = async () => {
      for (let step = 0; step < 12; step++) await any(works)?.();
    };
    await Promise.all(Array.from({ length: 8 }, worker));
    await settled(database.dataSource.manager);
    await house.settle();
    expect((await found()).filter(([what]) => /nothing|no hand|no more/.test(what))).toEqual([]);
  }, 240_000);
});
