import fc from 'fast-check';
import { firstIdentityPolicy } from '../../src/models/profile/identity-policy.js';
import { identityKinds, sentKinds, type IdentityKind } from '../../src/models/profile/identity.entity.js';
import { NaivePeople, type Step } from '../support/naive-people.js';
import { TestSegments } from '../support/segments-house.js';

/** As often at least the house is compared with the naive replay, however slow the machine. */
const fewestRuns = 5;
const seenTwice = { did: { event: 'VEHICLE_VIEWED', times: { atLeast: 2 } } };
const wantsLease = { trait: { name: 'plan', is: 'lease' } };

describe('identity', () => {
  let house: TestSegments;
  beforeAll(async () => {
    house = await TestSegments.start();
  });
  afterAll(() => house.stop());

  const personOf = async (mention: { anonymousId?: string; userId?: string }) => {
    const profile = await house.profiles.find(house.caller, mention);
    const ids = profile?.identities.map(({ value }) => value).sort() ?? [];
    return { id: profile?.id ?? '', ids, traits: profile?.traits ?? {} };
  };
  const mergesOf = async (profileId: string) =>
    house.dataSource.query<{ id: string; messageId: string | null; keyId: string; cause: string }[]>(
      'select id, message_id as "messageId", key_id as "keyId", cause from profile_merges where from_profile_id = $1 order by merged_at desc',
      [profileId],
    );

  it('says what merged two people, and parts them again: ids, history, traits, audiences', async () => {
    const segment = await house.make('Seen twice', seenTwice);
    await house.send({ anonymousId: 'phone', traits: { plan: 'lease' } }, { userId: 'ann', traits: { plan: 'buy' } }); // prettier-ignore
    const [phone, ann] = [await personOf({ anonymousId: 'phone' }), await personOf({ userId: 'ann' })];
    house.pass(1);
    await house.send({ anonymousId: 'phone', userId: 'ann', messageId: 'login' });
    await house.settle();
    expect(await personOf({ anonymousId: 'phone' })).toMatchObject({ id: ann.id, ids: ['ann', 'phone'] });
    expect((await house.viewer('anonymousId:phone'))?.segmentIds).toEqual([segment]);
    const [merge] = await mergesOf(phone.id);
    expect(merge).toMatchObject({ cause: 'EVENT', messageId: 'login', keyId: 'test' });

    const undone = await house.merging.unmerge(house.caller, merge?.id ?? '');
    expect(undone).toMatchObject({ kind: 'undone', merge: { fromProfileId: phone.id, undoneBy: 'test' } });
    await house.settle();
    expect(await personOf({ anonymousId: 'phone' })).toEqual(phone);
    expect(await personOf({ userId: 'ann' })).toEqual(ann);
    expect((await house.viewer('anonymousId:phone'))?.segmentIds).toEqual([]);
    expect((await house.viewer('userId:ann'))?.segmentIds).toEqual([segment]);
    expect(await house.differences()).toEqual([]);

    expect((await house.merging.unmerge(house.caller, merge?.id ?? '')).kind).toBe('already-undone');
    await house.send({ anonymousId: 'phone', userId: 'ann' });
    expect(await personOf({ anonymousId: 'phone' })).toEqual(phone);
  });

  it('joins a verified address, finds the person by it however it is written, and leaves one that is only claimed', async () => {
    const email = { kind: 'email' as const, value: ' Zoe@Example.com' };
    await house.send({ anonymousId: 'news', otherIds: [{ ...email, isVerified: true }] });
    await house.send({ userId: 'stranger', otherIds: [{ ...email, isVerified: false }] });
    await house.send({ userId: 'zoe', otherIds: [{ ...email, isVerified: true }] });
    const found = await house.profiles.find(house.caller, { identity: { kind: 'email', value: 'ZOE@example.com' } }); // prettier-ignore
    expect(found?.identities.map(({ value }) => value)).toEqual(['zoe', 'news', 'zoe@example.com']);
  });

  it('joins by the ids its tenant takes as saying who is who, and by those another takes nothing changes', async () => {
    const landline = { kind: 'phone' as const, value: '+442079460018', isVerified: true };
    await house.policies.set(house.caller, { joinBy: ['email'] });
    await house.send({ anonymousId: 'mum', otherIds: [landline], traits: { phone: landline.value } });
    await house.send({ userId: 'son', otherIds: [landline] });
    expect(await personOf({ anonymousId: 'mum' })).toMatchObject({ ids: ['mum'], traits: { phone: landline.value } }); // prettier-ignore
    expect((await personOf({ userId: 'son' })).ids).toEqual(['son']);
    const elsewhere = await house.policies.of('00000000-0000-4000-8000-000000000000');
    expect(elsewhere.joinBy).toContain('phone');
    await house.policies.set(house.caller, firstIdentityPolicy);
    await house.send({ anonymousId: 'mum', otherIds: [landline] }, { userId: 'son', otherIds: [landline] });
    expect((await personOf({ userId: 'son' })).ids).toEqual(['+442079460018', 'mum', 'son']);
  });

  it('joins two people with user ids only when asked to by someone who has made sure', async () => {
    await house.send({ userId: 'eve' }, { userId: 'eva' });
    const [from, into] = [(await personOf({ userId: 'eve' })).id, (await personOf({ userId: 'eva' })).id];
    const request = { fromProfileId: from, intoProfileId: into, reason: 'Same passport', isVerified: false };
    expect(await house.merging.merge(house.caller, request)).toEqual({ kind: 'two-known' });
    const merged = await house.merging.merge(house.caller, { ...request, isVerified: true });
    expect(merged).toMatchObject({ kind: 'merged', merge: { cause: 'REQUEST', reason: 'Same passport' } });
    expect((await personOf({ userId: 'eve' })).ids).toEqual(['eva', 'eve']);
    expect(await house.merging.merge(house.caller, request)).toEqual({ kind: 'same', profileId: into });
  });

  it('keeps another tenant from seeing or undoing a merge', async () => {
    await house.send({ anonymousId: 'x' }, { userId: 'y' });
    const { id } = await personOf({ anonymousId: 'x' });
    await house.send({ anonymousId: 'x', userId: 'y' });
    const [merge] = await mergesOf(id);
    const stranger = { ...house.caller, tenantId: '00000000-0000-4000-8000-000000000000' };
    expect((await house.merging.unmerge(stranger, merge?.id ?? '')).kind).toBe('missing');
  });

  it('ends with the same people and audiences as a naive replay from the beginning, whatever happens', async () => {
    const ofPlan = await house.make('Wants a lease', wantsLease);
    const ofViews = await house.make('Seen two times', seenTwice);
    let run = 0;
    await fc.assert(
      fc.asyncProperty(fc.array(anyStep, { minLength: 1, maxLength: 14 }), async (steps) => {
        const world = new World(house, `r${run++}`);
        for (const step of steps) await world.take(step);
        await house.settle();
        for (const { ids, seen, plan, household } of world.naive.everyone()) {
          expect(await world.householdOf(ids[0] ?? '')).toBe(household);
          const expected = [...(plan === 'lease' ? [ofPlan] : []), ...(seen >= 2 ? [ofViews] : [])];
          for (const id of ids) {
            expect(await world.idsWith(id)).toEqual(ids);
            if (!isPlain(id)) continue;
            const state = await house.viewer(world.alias(id));
            // Who did nothing has no state.
            expect((state?.segmentIds ?? []).filter((each) => [ofPlan, ofViews].includes(each)).sort()).toEqual(expected.sort()); // prettier-ignore
          }
        }
      }),
      { numRuns: 30, interruptAfterTimeLimit: 30_000, markInterruptAsFailure: false },
    );
    expect(run).toBeGreaterThanOrEqual(fewestRuns);
    expect(await house.differences()).toEqual([]);
  });
});

/** One run's people, in the house and in the naive replay. */
class World {
  readonly naive = new NaivePeople();

  constructor(
    private readonly house: TestSegments,
    private readonly run: string,
  ) {}

  alias(id: string): `${IdentityKind}:${string}` {
    const { kind, value } = this.named(id);
    return `${kind}:${value}`;
  }

  async idsWith(id: string): Promise<string[]> {
    const { kind, value } = this.named(id);
    const profile = await this.house.profiles.find(this.house.caller, { identity: { kind, value } });
    return (profile?.identities ?? []).map((one) => `${one.kind}:${this.plain(one.value)}`).sort();
  }

  async householdOf(id: string): Promise<string | null> {
    return this.house.households.householdOf(this.house.caller, await this.profileOf(id));
  }

  async take(step: Step): Promise<void> {
    this.house.pass(1);
    this.began ||= this.house.now;
    const target = step.kind === 'unmerge' ? this.naive.merges[step.which] : undefined;
    const expected = this.naive.replay(step);
    expect(await this.really(step, target)).toBe(expected);
  }

  private async really(step: Step, target: NaivePeople['merges'][number] | undefined): Promise<string> {
    const { house } = this;
    switch (step.kind) {
      case 'events':
        await house.send(
          ...step.events.map(({ ids, at, plan, household, isDelivery, isReport, isOfPerson }) => ({
            ...Object.fromEntries(
              ids.filter(isPlain).map((id) => [this.named(id).kind, this.named(id).value]),
            ),
            otherIds: ids
              .filter((id) => !isPlain(id) && !(isReport && isCar(id)))
              .map((id) => ({ kind: sentKinds.find((kind) => kind === this.named(id).kind) ?? 'crmId', value: this.named(id).value, isVerified: true })), // prettier-ignore
            occurredAt: house.now + at,
            ...(plan === null ? {} : { traits: { plan } }),
            ...(household === undefined ? {} : { household }),
            ...(isOfPerson ? { type: 'IDENTIFIED' as const, name: 'identify', vehicle: null } : {}),
            ...(isReport ? { type: 'CAR_MILEAGE_REPORTED' as const, properties: { vin: this.named(ids.find(isCar) ?? '').value, mileageKm: 9 } } : {}), // prettier-ignore
            ...(isDelivery ? { type: 'VEHICLE_DELIVERED' as const, vehicleNames: ids.filter(isCar).map((id) => this.named(id).value) } : {}), // prettier-ignore
          })),
        );
        this.times.push(house.now);
        return '';
      case 'merge': {
        this.times.push(house.now);
        const [fromProfileId, intoProfileId] = [await this.profileOf(step.from), await this.profileOf(step.into)]; // prettier-ignore
        const { isVerified } = step;
        return (await house.merging.merge(house.caller, { fromProfileId, intoProfileId, reason: 'x', isVerified })).kind; // prettier-ignore
      }
      case 'unmerge':
        this.times.push(house.now);
        return (await house.merging.unmerge(house.caller, target ? await this.mergeLike(target) : 'none'))
          .kind;
    }
  }

  private readonly times: number[] = [];

  /** The stored merge of that step which moved the same ids. */
  private async mergeLike({ step, moved }: NaivePeople['merges'][number]): Promise<string> {
    const rows: { id: string; hashes: Buffer[] }[] = await this.house.dataSource.query(
      `select m.id, array(select i.hash from identities i where i.id = any(m.identity_ids)) as hashes
       from profile_merges m where merged_at = $1`,
      [new Date(this.times[step] ?? 0)],
    );
    const { caller, profiles } = this.house;
    const wanted = moved.map((id) => profiles.aliasOf(caller.tenantId, this.named(id).kind, this.named(id).value)); // prettier-ignore
    const textOf = (aliases: string[]) => aliases.sort().join();
    return rows.find(({ hashes }) => textOf(hashes.map((hash) => hash.toString('base64url'))) === textOf(wanted))?.id ?? 'none'; // prettier-ignore
  }

  private async profileOf(id: string): Promise<string> {
    const { kind, value } = this.named(id);
    return (await this.house.profiles.find(this.house.caller, { identity: { kind, value } }))?.id ?? '';
  }

  private named(id: string): { kind: IdentityKind; value: string } {
    const [name = '', value = ''] = id.split(':');
    const kind = identityKinds.find((each) => each === name) ?? 'userId';
    if (!/vin/i.test(kind)) return { kind, value: `${this.run}-${value}` };
    const [car = '', until] = value.split(' until ');
    const vin =
      'WAUZFJ8K'.padEnd(vinLength - car.length - this.run.length, '0') + this.run.toUpperCase() + car;
    return { kind, value: until === undefined ? vin : `${vin} until ${new Date(this.began + Number(until)).toISOString()}` }; // prettier-ignore
  }

  /** A value as the naive replay knows it. */
  private plain(value: string): string {
    const [vin = '', until] = value.split(' until ');
    if (!/^WAUZFJ8K[\dR]+V\d$/.test(vin) || vin.length !== vinLength) return value.slice(this.run.length + 1);
    return until === undefined ? vin.slice(-2) : `${vin.slice(-2)} until ${Date.parse(until) - this.began}`;
  }

  private began = 0;
}

const anonymousIds = ['anonymousId:a', 'anonymousId:b', 'anonymousId:c'];
const userIds = ['userId:u', 'userId:v', 'userId:w'];
const crmIds = ['crmId:c1', 'crmId:c2'];
const anyId = fc.constantFrom(...anonymousIds, ...userIds);
const cars = ['ownedVin:V1', 'ownedVin:V2'];
const vinLength = 17;
const isPlain = (id: string) => /^(anonymousId|userId):/.test(id);
const isCar = (id: string) => cars.includes(id);
const withCar = fc.tuple(fc.constantFrom(...userIds, ...crmIds), fc.constantFrom(...cars));
const someIds = fc.oneof(
  anyId.map((id) => [id]),
  fc.tuple(fc.constantFrom(...userIds), fc.constantFrom(...anonymousIds)),
  fc.tuple(fc.constantFrom(...crmIds), fc.constantFrom(...anonymousIds)),
  fc.tuple(fc.constantFrom(...userIds), fc.constantFrom(...crmIds)),
  fc.tuple(fc.constantFrom(...cars), fc.constantFrom(...anonymousIds)),
  withCar,
  withCar,
);
const said = fc
  .record({
    ids: someIds,
    isDelivery: fc.boolean(),
    isReport: fc.boolean(),
    isOfPerson: fc.boolean(),
    // Late ones too: what happened an hour ago arrives now.
    at: fc.constantFrom(0, 0, -3_600_000),
    plan: fc.constantFrom(null, null, 'lease', 'buy'),
    household: fc.constantFrom(undefined, undefined, 'home', null),
  })
  .map(({ ids, isDelivery, isReport, isOfPerson, ...one }) => {
    const isDelivered = isDelivery && ids.length === 2 && isCar(ids[1]);
    const isReported = isReport && !isDelivered && ids.some(isCar);
    // A report waits for consent, and no audience learns of what comes with it.
    return {
      ...one,
      ids,
      isDelivery: isDelivered,
      isReport: isReported,
      isOfPerson: isOfPerson && !isDelivered && !isReported,
      plan: isReported ? null : one.plan,
    };
  });
const anyStep: fc.Arbitrary<Step> = fc.oneof(
  { weight: 6, arbitrary: fc.record({ kind: fc.constant('events'), events: fc.array(said, { minLength: 1, maxLength: 5 }) }) }, // prettier-ignore
  { weight: 2, arbitrary: fc.record({ kind: fc.constant('unmerge'), which: fc.integer({ min: 0, max: 5 }) }) }, // prettier-ignore
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge'), from: anyId, into: anyId, isVerified: fc.boolean() }) }, // prettier-ignore
);
