import fc from 'fast-check';
import { isThing } from '../../models/profile/identity.entity.js';
import { keysOf, keyText, type IdentityMention } from './identity-mention.js';
import { planIdentities, type KnownIdentity } from './plan-identities.js';

/** A mention; say when only where that matters. */
type Said = Omit<IdentityMention, 'at'> & { readonly at?: number };

/** Applies plans one mention at a time or all at once, and says who ended with whom. */
class World {
  identities: KnownIdentity[] = [];
  severed: [string, string][] = [];
  /** What was said last was told under these. */
  toldUnder: (string | undefined)[] = [];
  private ids = 0;

  /** Whom each mention leads to, as `people` has them. */
  hear(said: Said[]): (string | undefined)[] {
    const mentions = said.map((one) => ({ at: 0, ...one }));
    const owners = (isMeant: (one: KnownIdentity) => boolean) =>
      new Set(this.identities.filter(isMeant).map(({ profileId }) => profileId));
    const users = owners(({ kind }) => kind === 'userId');
    const persons = owners(({ kind }) => !isThing(kind));
    const facts = { users, persons, severed: this.severed };
    const plan = planIdentities(mentions, this.identities, facts, () => `id-${this.ids++}`);
    this.identities = [...this.identities, ...plan.created];
    for (const { formerId, saidBy: _, ...car } of plan.handovers)
      this.identities = [...this.identities.map((one) => (one.id === formerId ? retired(one, car.since) : one)), car]; // prettier-ignore
    for (const { id, since } of plan.begun)
      this.identities = this.identities.map((one) => (one.id === id ? { ...one, since } : one));
    for (const { fromProfileId, intoProfileId } of plan.merges)
      this.identities = this.identities.map((one) =>
        one.profileId === fromProfileId ? { ...one, profileId: intoProfileId } : one,
      );
    const valueOf = (identityId = '') => this.identities.find(({ id }) => id === identityId)?.value;
    this.toldUnder = plan.leads.map((lead) => valueOf(lead?.toldUnder));
    return plan.leads.map((lead) => {
      const identity = this.identities.find(({ id }) => id === lead?.identityId);
      expect(identity?.profileId).toBe(lead?.profileId);
      return identity && this.personOf(identity.profileId);
    });
  }

  private personOf(id: string): string {
    const own = this.identities.filter(({ profileId }) => profileId === id);
    return own.map(({ value }) => value).sort().join('+'); // prettier-ignore
  }

  /** Groups of identities that share a profile. */
  people(): string[] {
    const profiles = new Set(this.identities.map(({ profileId }) => profileId));
    return [...profiles].map((id) => this.personOf(id)).sort();
  }
}

function retired(one: KnownIdentity, until: number): KnownIdentity {
  return { ...one, kind: 'formerVin', value: `${one.value} until ${until}` };
}

const t = 'tenant';

describe('planIdentities', () => {
  it('gives an unknown visitor a profile, and the same visitor the same profile', () => {
    const world = new World();
    world.hear([{ tenantId: t, anonymousId: 'a' }]);
    world.hear([{ tenantId: t, anonymousId: 'a' }]);
    expect(world.people()).toEqual(['a']);
  });

  it('joins a visitor to the user they turn out to be', () => {
    const world = new World();
    world.hear([
      { tenantId: t, anonymousId: 'a' },
      { tenantId: t, userId: 'u' },
    ]);
    world.hear([{ tenantId: t, anonymousId: 'a', userId: 'u' }]);
    expect(world.people()).toEqual(['a+u']);
  });

  it('keeps two users of one tablet apart, whichever comes first', () => {
    const world = new World();
    world.hear([{ tenantId: t, anonymousId: 'tablet', userId: 'ann' }]);
    world.hear([{ tenantId: t, anonymousId: 'tablet', userId: 'bob' }]);
    expect(world.people()).toEqual(['ann+tablet', 'bob']);
  });

  it('keeps tenants apart', () => {
    const world = new World();
    world.hear([
      { tenantId: 't1', userId: 'u' },
      { tenantId: 't2', userId: 'u' },
    ]);
    expect(world.people()).toEqual(['u', 'u']);
  });

  it('joins people who share a verified address, unless both have user ids', () => {
    const world = new World();
    const email = [{ kind: 'email', value: 'e' } as const];
    world.hear([{ tenantId: t, anonymousId: 'news', others: email }]);
    world.hear([{ tenantId: t, userId: 'ann' }]);
    world.hear([{ tenantId: t, userId: 'ann', others: email }]);
    world.hear([{ tenantId: t, userId: 'bob', others: email }]);
    expect(world.people()).toEqual(['ann+e+news', 'bob']);
  });

  it('leaves a device with whoever owns it, also where only an address says who', () => {
    const world = new World();
    const email = [{ kind: 'email', value: 'e' } as const];
    world.hear([{ tenantId: t, anonymousId: 'tablet', others: email }]);
    world.hear([{ tenantId: t, anonymousId: 'tablet', userId: 'bob' }]);
    world.hear([{ tenantId: t, anonymousId: 'tablet', others: [{ kind: 'deviceId', value: 'd' }] }]);
    expect(world.people()).toEqual(['bob', 'd', 'e+tablet']);
  });

  const car = { kind: 'ownedVin', value: 'car' } as const;

  const report = { ...car, isOnlySought: true };

  it("gives a car with its past to whoever it is seen with, and what it reports to its owner, not to the head unit's", () => {
    const world = new World();
    world.hear([{ tenantId: t, anonymousId: 'app', others: [car] }]);
    world.hear([{ tenantId: t, userId: 'ann', others: [car] }]);
    expect(world.people()).toEqual(['ann+app+car']);
    expect(world.hear([{ tenantId: t, anonymousId: 'unit', others: [report] }])).toEqual(['ann+app+car']);
    expect(world.people()).toEqual(['ann+app+car', 'unit']);
    expect(keysOf({ at: 0, tenantId: t, anonymousId: 'unit', others: [{ kind: 'deviceId', value: 'd' }, car] }).map(({ value }) => value)).toEqual(['car', 'unit', 'd']); // prettier-ignore
  });

  it('leaves a car with its owner, and two people apart who drive it', () => {
    const world = new World();
    world.hear([{ tenantId: t, userId: 'ann', others: [car] }]);
    world.hear([{ tenantId: t, others: [{ kind: 'email', value: 'e' }, car] }]);
    world.hear([{ tenantId: t, anonymousId: 'unit', others: [car] }]);
    expect(world.people()).toEqual(['ann+car', 'e', 'unit']);
  });

  it('makes and joins nobody of a car that only reports, whoever is named beside', () => {
    const world = new World();
    expect(world.hear([{ tenantId: t, others: [report] }])).toEqual([undefined]);
    expect(world.hear([{ tenantId: t, anonymousId: 'unit', others: [report] }])).toEqual(['unit']);
    expect(world.hear([{ tenantId: t, userId: 'ann', others: [report] }])).toEqual(['ann']);
    world.hear([{ tenantId: t, anonymousId: 'app', others: [car] }]);
    expect(world.hear([{ tenantId: t, anonymousId: 'unit', others: [report] }])).toEqual(['app+car']);
    expect(world.hear([{ tenantId: t, userId: 'ann', others: [report] }])).toEqual(['ann']);
    expect(world.people()).toEqual(['ann', 'app+car', 'unit']);
  });

  it("leads by a person's device rather than by a car that is nobody's", () => {
    const world = new World();
    world.hear([{ tenantId: t, anonymousId: 'phone', userId: 'ann' }]);
    expect(world.hear([{ tenantId: t, anonymousId: 'phone', others: [car] }])).toEqual(['ann+phone']);
  });

  it('never tells anything of a person under a car', () => {
    const world = new World();
    world.hear([{ tenantId: t, userId: 'ann', others: [car] }]);
    const visitor = { tenantId: t, anonymousId: 'a', others: [car] };
    const led = world.hear([visitor, { ...visitor, isOfPerson: true }, { tenantId: t, others: [car], isOfPerson: true }]); // prettier-ignore
    expect(led).toEqual(['ann+car', 'a', 'ann+car']);
    expect(world.toldUnder).toEqual([undefined, 'a', undefined]);
  });

  it('leaves the owner of now what happened since the car was handed to them, in one go too', () => {
    const handed = (userId: string, at: number) => ({ tenantId: t, userId, others: [car], deliveredVin: 'car', at }); // prettier-ignore
    const reported = (at: number) => ({ tenantId: t, anonymousId: 'unit', others: [report], at });
    const told = [handed('ann', 2), reported(4), handed('bob', 5), reported(4), reported(5), reported(9)];
    const ends = ['ann+car until 5', 'ann+car until 5', 'bob+car', 'unit', 'bob+car', 'bob+car'];
    expect(new World().hear(told)).toEqual(ends);
    const world = new World();
    expect(told.flatMap((one) => world.hear([one]))).toEqual(['ann+car', 'ann+car', ...ends.slice(2)]);
    world.hear([{ tenantId: t, userId: 'cid', others: [car], at: 4 }]);
    expect(world.people()).toEqual(['ann+car until 5', 'bob+car', 'cid', 'unit']);
  });

  it('moves a car to whom it was handed later, leaves its past, and lets no older sale take it back', () => {
    const world = new World();
    const handed = (userId: string, at: number) => ({ tenantId: t, userId, others: [car], deliveredVin: 'car', at }); // prettier-ignore
    world.hear([{ tenantId: t, others: [car], at: 1 }]);
    world.hear([handed('ann', 2)]);
    world.hear([handed('bob', 5)]);
    expect(world.people()).toEqual(['ann+car until 5', 'bob+car']);
    const before = world.identities;
    world.hear([handed('ann', 2), handed('cid', 4), handed('bob', 5)]);
    expect(world.identities.filter(({ value }) => value !== 'cid')).toEqual(before);
    world.hear([handed('cid', 7), handed('ann', 8)]);
    expect(world.people()).toEqual(['ann+car+car until 5', 'bob+car until 7', 'car until 8+cid']);
  });

  it('begins an ownership with what says so, not with the first report of the car', () => {
    const world = new World();
    const handed = (userId: string, at: number) => ({ tenantId: t, userId, others: [car], deliveredVin: 'car', at }); // prettier-ignore
    world.hear([{ tenantId: t, others: [car], at: 9 }]);
    world.hear([handed('ann', 2)]);
    world.hear([handed('bob', 5)]);
    expect(world.people()).toEqual(['ann+car until 5', 'bob+car']);
    world.hear([handed('bob', 8)]);
    world.hear([handed('cid', 7)]);
    expect(world.people()).toEqual(['ann+car until 5', 'bob+car', 'cid']);
  });

  it('takes a car from nobody for one who is only a browser', () => {
    const world = new World();
    world.hear([{ tenantId: t, userId: 'ann', others: [car] }]);
    world.hear([{ tenantId: t, anonymousId: 'a', others: [car], deliveredVin: 'car', at: 5 }]);
    expect(world.people()).toEqual(['a', 'ann+car']);
  });

  it('moves a whole profile once, though several of its devices are named at once', () => {
    const world = new World();
    world.hear([{ tenantId: t, anonymousId: 'a', others: [{ kind: 'deviceId', value: 'd' }] }]);
    world.hear([
      { tenantId: t, userId: 'ann' },
      { tenantId: t, userId: 'bob' },
    ]);
    world.hear([
      { tenantId: t, userId: 'ann', anonymousId: 'a' },
      { tenantId: t, userId: 'bob', others: [{ kind: 'deviceId', value: 'd' }] },
    ]);
    expect(world.people()).toEqual(['a+ann+d', 'bob']);
  });

  it('never joins again what was parted by hand', () => {
    const world = new World();
    world.hear([{ tenantId: t, anonymousId: 'a' }]);
    world.hear([{ tenantId: t, userId: 'u' }]);
    const [a = '', u = ''] = world.identities.map(({ profileId }) => profileId);
    world.severed = [[a, u]];
    world.hear([{ tenantId: t, anonymousId: 'a', userId: 'u' }]);
    expect(world.people()).toEqual(['a', 'u']);
  });

  const anonymous = fc
    .integer({ min: 0, max: 5 })
    .map((n) => ({ anonymousId: `a${n}`, userId: `u${n % 3}` }));
  const mention = anonymous.chain((both) =>
    fc.constantFrom<Said>(
      { tenantId: t, ...both },
      { tenantId: t, anonymousId: both.anonymousId },
      { tenantId: t, userId: both.userId },
    ),
  );

  it('ends the same in any order and any grouping, while every device has one user', () => {
    fc.assert(
      fc.property(fc.array(mention, { maxLength: 12 }).chain(inAnyOrder), ([mentions, shuffled]) => {
        const atOnce = new World();
        atOnce.hear(mentions);
        const oneByOne = new World();
        for (const one of shuffled) oneByOne.hear([one]);
        expect(oneByOne.people()).toEqual(atOnce.people());
      }),
    );
  });

  it('never puts two users into one profile, and always knows everyone mentioned', () => {
    const any = fc.record({ tenantId: fc.constant(t), anonymousId: fc.constantFrom('a', 'b', undefined), userId: fc.constantFrom('u', 'v', 'w', undefined) }); // prettier-ignore
    fc.assert(
      fc.property(fc.array(fc.array(any, { maxLength: 4 }), { maxLength: 6 }), (batches) => {
        const world = new World();
        for (const batch of batches) world.hear(batch);
        const users = world.identities.filter(({ kind }) => kind === 'userId');
        expect(new Set(users.map((user) => user.profileId)).size).toBe(users.length);
        const known = new Set(world.identities.map(keyText));
        for (const key of batches.flat().flatMap((one) => keysOf({ ...one, at: 0 })))
          expect(known.has(keyText(key))).toBe(true);
        expect(known.size).toBe(world.identities.length);
      }),
    );
  });
});

function inAnyOrder<T>(told: T[]) {
  const all = { minLength: told.length, maxLength: told.length };
  return fc.tuple(fc.constant(told), fc.shuffledSubarray(told, all));
}
