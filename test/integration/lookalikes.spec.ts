import type { EventEnvelope } from '../../src/models/event/event-envelope.js';
import type { LookalikeEntity } from '../../src/models/segment/lookalike.entity.js';
import { ListEditor } from '../../src/modules/segments/lists/list-editor.service.js';
import { ListWriter } from '../../src/modules/segments/lists/list-writer.js';
import { LookalikeFiller } from '../../src/modules/segments/lookalikes/lookalike-filler.js';
import { LookalikeWork } from '../../src/modules/segments/lookalikes/lookalike-work.service.js';
import { LookalikePeople } from '../../src/modules/segments/lookalikes/lookalike-people.js';
import type { AskedSeed } from '../../src/modules/segments/lookalikes/lookalike-seeds.js';
import { LookalikesService } from '../../src/modules/segments/lookalikes/lookalikes.service.js';
import { SegmentsPersonalData } from '../../src/modules/segments/personal-data.service.js';
import { QuestionsService } from '../../src/modules/segments/questions/questions.service.js';
import { TestLists } from '../support/lists-of.js';
import { TestSegments } from '../support/segments-house.js';

type Did = Partial<EventEnvelope> & { userId: string };
const day = 86_400_000;
const electric = { make: 'Kia', model: 'EV6', bodyStyle: 'SUV', fuelType: 'ELECTRIC' } as const;
const diesel = { make: 'Ford', model: 'Transit', bodyStyle: 'VAN', fuelType: 'DIESEL' } as const;

/** Who looks for an electric car and comes to the showroom; `n` says how eagerly. */
function keen(userId: string, now: number, n: number): Did[] {
  const ago = (days: number) => ({ userId, occurredAt: now - days * day });
  return [
    { ...ago(1 + (n % 5)), type: 'SHOWROOM_VISITED', name: 'Showroom Visited', vehicle: null },
    ...Array.from({ length: 2 + (n % 3) }, (_, k): Did => ({ ...ago(2 + k), vehicle: electric })),
  ];
}

/** Who looks for a van, now and then at something else. */
function casual(userId: string, now: number, n: number): Did[] {
  const ago = (days: number) => ({ userId, occurredAt: now - days * day });
  return Array.from({ length: 1 + (n % 4) }, (_, k): Did => ({ ...ago(3 + k * 2), vehicle: n % 9 === 0 ? electric : diesel })); // prettier-ignore
}

/** Who looks for an electric car, mostly, and never comes. */
function reader(userId: string, now: number, n: number): Did[] {
  const ago = (days: number) => ({ userId, occurredAt: now - days * day });
  return Array.from({ length: 3 + (n % 4) }, (_, k): Did => ({ ...ago(3 + k * 2), vehicle: k === 2 && n % 3 === 0 ? diesel : electric })); // prettier-ignore
}

const casuals = Array.from({ length: 300 }, (_, n) => n);

describe('a lookalike', () => {
  let house: TestSegments;
  let lists: TestLists;
  let seed: string;
  beforeEach(async () => {
    house = await TestSegments.start();
    lists = new TestLists(house);
    seed = await lists.make('Our best customers');
    const { now } = house;
    const people = [
      ...Array.from({ length: 120 }, (_, n) => keen(`keen-${n}`, now, n)),
      ...casuals.map((n) => casual(`casual-${n}`, now, n)),
    ];
    await house.send(...people.flat());
    await lists.told(seed, 'ADD', ...Array.from({ length: 60 }, (_, n) => ({ userId: `keen-${n}` })));
    await house.settle();
  });
  afterEach(() => house.stop());

  const service = () => house.service(LookalikesService);
  const make = ({ id }: { id: string }) =>
    house.service(LookalikeWork).take({ tenantId: house.caller.tenantId, id });
  const found = ({ id }: { id: string }) =>
    house.service(LookalikePeople).list(house.caller, id, { limit: 200, afterKey: null });
  const nameOf = async (profileId: string) => {
    const names = await house.dataSource.query<{ n: string }[]>('select id::text as n from identities where profile_id = $1', [profileId]); // prettier-ignore
    return names[0]?.n;
  };

  async function like(of: AskedSeed, size: number, name: string): Promise<LookalikeEntity> {
    const outcome = await service().request(house.caller, name, of, size);
    if ('problems' in outcome) throw new Error(JSON.stringify(outcome.problems));
    return outcome.lookalike;
  }
  const asked = (size: number, name = 'Like our best') => like({ listId: seed }, size, name);
  const profilesOf = (userIds: readonly string[]) => Promise.all(userIds.map((id) => lists.profileOf(id)));

  it('finds those who behave like the seed before all others, and says how good it is', async () => {
    const lookalike = await asked(120);
    expect(lookalike.status).toBe('WAITING');
    expect(await make(lookalike)).toBe(true);
    const made = await service().find(house.caller, lookalike.id);
    expect(made).toMatchObject({
      status: 'DONE',
      fault: null,
      findings: { seed: 60, found: 60, outOf: 360 },
    });
    const keenOnes = new Set(await profilesOf(Array.from({ length: 60 }, (_, n) => `keen-${60 + n}`)));
    const people = await found(lookalike);
    expect(people.map(({ rank }) => rank)).toEqual(people.map((_, n) => n + 1));
    expect(people.map(({ score }) => score)).toEqual(people.map(({ score }) => score).toSorted((one, other) => other - one)); // prettier-ignore
    expect(people.filter(({ profileId }) => keenOnes.has(profileId))).toHaveLength(60);
    const { heldOut = 0, recall, lift, auc, signs = [] } = made.findings ?? {};
    expect(heldOut).toBeGreaterThan(3);
    expect(auc).toBeGreaterThan(0.85);
    expect(lift).toBeGreaterThan(2);
    expect(recall).toBeGreaterThan(0.4);
    expect(signs.map(({ what }) => what)).toContain('did SHOWROOM_VISITED');
    // Rules ask for whom it found by its list.
    const inside = await house.make('Like our best customers', { listed: { on: lookalike.listId } });
    await house.settle();
    expect(await lists.segmentsOf('userId:keen-80')).toEqual([inside]);
    expect(await lists.segmentsOf('userId:keen-10')).toEqual([]);
    expect(await lists.segmentsOf('userId:casual-1')).toEqual([]);
    expect(await house.differences()).toEqual([]);
  });

  it('of people who are told by a deed is learnt by what else they do', async () => {
    const readers = Array.from({ length: 120 }, (_, n) => reader(`reader-${n}`, house.now, n));
    const brochure = { type: 'CUSTOM', name: 'Brochure Ordered', vehicle: null } as const;
    const occurredAt = house.now - day;
    const ordered = Array.from({ length: 80 }, (_, n): Did => ({
      ...brochure,
      userId: `reader-${n}`,
      occurredAt,
    }));
    await house.send(...readers.flat(), ...ordered);
    const told = await house.make('Ordered a brochure', { did: { event: 'CUSTOM', name: brochure.name, within: 'P7D' } }); // prettier-ignore
    const segmentId = await house.make('The same', { all: [{ member: { of: told } }] });
    await house.settle();
    const lookalike = await like({ segmentId }, 180, 'Like who ordered');
    await make(lookalike);
    const { findings } = await service().find(house.caller, lookalike.id);
    expect(findings).toMatchObject({ seed: 80, found: 100, outOf: 460 });
    // Whoever looks for such a car is before everybody who looks for a van, and has a score of their own.
    const people = await found(lookalike);
    const vans = new Set(await profilesOf(casuals.filter((n) => n % 9 !== 0).map((n) => `casual-${n}`)));
    expect(people.filter(({ profileId }) => vans.has(profileId))).toEqual([]);
    const alike = await profilesOf(Array.from({ length: 40 }, (_, n) => `reader-${80 + n}`));
    const scores = people.filter(({ profileId }) => alike.includes(profileId)).map(({ score }) => score);
    expect(scores).toHaveLength(40);
    expect(Math.min(...scores)).toBeGreaterThan(0.2);
    const { auc, lift, signs = [] } = findings ?? {};
    const named = signs.map(({ what }) => what);
    expect(named).toContain('looks at ELECTRIC');
    for (const ofRule of ['did CUSTOM', 'looks', 'events', 'lately']) expect(named).not.toContain(ofRule);
    // Those held out are found again as well as others who look for such a car, and no better.
    expect(auc).toBeGreaterThan(0.6);
    expect(auc).toBeLessThan(0.985);
    expect(lift).toBeGreaterThan(1);
    await service().refresh(house.caller, lookalike.id, 100);
    await make(lookalike);
    expect((await service().find(house.caller, lookalike.id)).findings?.recall).toBeLessThan(0.85);
  });

  it('is none where nothing is left beside what the rule of its seed asks for', async () => {
    const segmentId = await house.make('Electric SUVs', { did: { where: { bodyStyle: ['SUV'], fuelType: ['ELECTRIC'] } } }); // prettier-ignore
    const lookalike = await like({ segmentId }, 300, 'Like these');
    await make(lookalike);
    expect(await service().find(house.caller, lookalike.id)).toMatchObject({ status: 'FAILED', fault: 'ONLY_ITS_RULE' }); // prettier-ignore
  });

  it('asked for anew while it is made is made once more', async () => {
    const lookalike = await asked(120);
    const newcomer = await lists.profileOf('casual-7');
    const filler = house.service(LookalikeFiller);
    const fill = filler.fill.bind(filler);
    filler.fill = async (...these) => {
      filler.fill = fill;
      await house.send(...[2, 4, 0].flatMap((n) => keen('casual-7', house.now, n)));
      await service().refresh(house.caller, lookalike.id, null);
      return fill(...these);
    };
    expect(await make(lookalike)).toBe(false);
    // What was made stands until then.
    expect(await service().find(house.caller, lookalike.id)).toMatchObject({ status: 'WAITING', findings: { found: 60 } }); // prettier-ignore
    expect(await found(lookalike)).toHaveLength(60);
    expect(await make(lookalike)).toBe(true);
    expect((await service().find(house.caller, lookalike.id)).status).toBe('DONE');
    expect((await found(lookalike)).map(({ profileId }) => profileId)).toContain(newcomer);
  });

  it('asked for anew while it fails is made once more', async () => {
    const lookalike = await asked(100);
    const questions = house.service(QuestionsService);
    const ask = questions.ask.bind(questions);
    questions.ask = async (...these) => {
      questions.ask = ask;
      const answered = await ask(...these);
      await lists.told(seed, 'REMOVE', { userId: 'keen-0' });
      await service().refresh(house.caller, lookalike.id, 120);
      return answered;
    };
    await lists.told(seed, 'ADD', ...Array.from({ length: 60 }, (_, n) => ({ userId: `casual-${n}` })));
    expect(await make(lookalike)).toBe(false);
    await lists.told(seed, 'REMOVE', ...Array.from({ length: 60 }, (_, n) => ({ userId: `casual-${n}` })));
    expect(await make(lookalike)).toBe(true);
    expect(await service().find(house.caller, lookalike.id)).toMatchObject({ status: 'DONE', fault: null, findings: { seed: 59 } }); // prettier-ignore
  });

  it('shows whom it found as who they are now', async () => {
    const lookalike = await asked(120);
    await make(lookalike);
    const [first, second] = await found(lookalike);
    await house.send({ anonymousId: 'a phone', occurredAt: house.now - 400 * day });
    const phone = (await house.profiles.find(house.caller, { anonymousId: 'a phone' }))?.id ?? '';
    const merged = await house.merging.merge(house.caller, {
      ...{ fromProfileId: first?.profileId ?? '', intoProfileId: phone },
      ...{ reason: 'one person', isVerified: true },
    });
    expect((await found(lookalike)).slice(0, 2)).toEqual([{ ...first, profileId: phone }, second]);
    await house.merging.unmerge(house.caller, 'merge' in merged ? merged.merge.id : '');
    expect((await found(lookalike)).slice(0, 2)).toEqual([first, second]);
  });

  it('made anew follows what people have done since, and takes off who is not found again', async () => {
    const lookalike = await asked(120);
    await make(lookalike);
    const before = new Set((await found(lookalike)).map(({ profileId }) => profileId));
    const newcomer = await lists.profileOf('casual-7');
    expect(before.has(newcomer)).toBe(false);
    await house.send(...keen('casual-7', house.now, 2), ...keen('casual-7', house.now, 4), ...keen('casual-7', house.now, 0)); // prettier-ignore
    await service().refresh(house.caller, lookalike.id, 110);
    await make(lookalike);
    const after = await found(lookalike);
    expect(after).toHaveLength(50);
    expect(after.map(({ profileId }) => profileId)).toContain(newcomer);
    expect(await lists.size(lookalike.listId)).toBe(50);
  });

  it('stands as it was while it is made anew, also where that is cut short, until the new one takes its place', async () => {
    const lookalike = await asked(120);
    await make(lookalike);
    const before = await found(lookalike);
    const was = await service().find(house.caller, lookalike.id);
    const { manager } = house.dataSource;
    const onList = async () => new Set((await lists.service.everyoneOn(manager, house.caller.tenantId, [lookalike.listId])).keys()); // prettier-ignore
    const onlyOf = (people: readonly { profileId: string }[], other: ReadonlySet<string>) =>
      people.filter(({ profileId }) => !other.has(profileId));
    for (const n of [7, 16, 25])
      await house.send(...[2, 4, 0].flatMap((k) => keen(`casual-${n}`, house.now, k)));
    const writer = house.service(ListWriter);
    for (const cut of ['put', 'takeOffUnsaid'] as const) {
      await service().refresh(house.caller, lookalike.id, 115);
      const whole = writer[cut].bind(writer);
      Object.assign(writer, { [cut]: () => Promise.reject(new Error('the power is out')) });
      await expect(make(lookalike)).rejects.toThrow('the power is out');
      Object.assign(writer, { [cut]: whole });
      expect(await found(lookalike)).toEqual(before);
      expect(onlyOf(before, await onList())).toEqual([]);
      expect(await service().find(house.caller, lookalike.id)).toMatchObject({ status: 'WAITING', findings: was.findings }); // prettier-ignore
    }
    expect(await make(lookalike)).toBe(true);
    const after = await found(lookalike);
    expect(after).toHaveLength(55);
    expect(onlyOf(after, new Set(before.map(({ profileId }) => profileId)))).not.toEqual([]);
    expect(await onList()).toEqual(new Set(after.map(({ profileId }) => profileId)));
    const kept = await house.dataSource.query<unknown[]>('select from lookalike_members');
    expect(kept).toHaveLength(55);
  });

  it('is the same made twice, and whoever is erased is not in it any more', async () => {
    const lookalike = await asked(100);
    await make(lookalike);
    const once = await found(lookalike);
    await service().refresh(house.caller, lookalike.id, null);
    await make(lookalike);
    expect(await found(lookalike)).toEqual(once);
    const [first] = once;
    if (!first) throw new Error('It found nobody.');
    expect(await nameOf(first.profileId)).toBeDefined();
    await house.dataSource.transaction((manager) =>
      house.service(SegmentsPersonalData).erase(manager, {
        ...{ tenantId: house.caller.tenantId, profileIds: [first.profileId] },
        identityIds: [],
      }),
    );
    expect((await found(lookalike)).map(({ profileId }) => profileId)).not.toContain(first.profileId);
  });

  it('says why it cannot be made', async () => {
    const few = await lists.make('Few');
    await lists.told(few, 'ADD', { userId: 'keen-1' });
    const small = await service().request(house.caller, 'Like few', { listId: few }, 100);
    if ('problems' in small) throw new Error('refused');
    await make(small.lookalike);
    expect(await service().find(house.caller, small.lookalike.id)).toMatchObject({ status: 'FAILED', fault: 'SEED_TOO_SMALL' }); // prettier-ignore

    const segment = await house.make('Everybody', { did: { event: 'VEHICLE_VIEWED' } });
    const all = await service().request(house.caller, 'Like all', { segmentId: segment }, 100);
    if ('problems' in all) throw new Error('refused');
    await make(all.lookalike);
    expect(await service().find(house.caller, all.lookalike.id)).toMatchObject({ status: 'FAILED', fault: 'SIZE_TOO_SMALL' }); // prettier-ignore

    const gone = await asked(100, 'Like the gone');
    await house.service(ListEditor).archive(house.caller, seed);
    await make(gone);
    expect(await service().find(house.caller, gone.id)).toMatchObject({ fault: 'SEED_GONE' });

    await expect(service().request(house.caller, 'x', { listId: seed }, 99)).rejects.toMatchObject({ code: 'LOOKALIKE_SIZE' }); // prettier-ignore
    await expect(service().find({ ...house.caller, tenantId: few }, gone.id)).rejects.toMatchObject({ code: 'LOOKALIKE_NOT_FOUND' }); // prettier-ignore
  });
});
