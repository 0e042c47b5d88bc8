import { isThing, type IdentityKind } from '../../models/profile/identity.entity.js';
import { identityText } from '../../models/sealed-columns.js';

/** An id as a sender gave it. */
export interface IdentityKey {
  readonly tenantId: string;
  readonly kind: IdentityKind;
  readonly value: string;
}

/** Who an event says it is about: by one id, or by several of one person. */
export interface IdentityMention {
  readonly tenantId: string;
  readonly anonymousId?: string | undefined;
  readonly userId?: string | undefined;
  /** Further ids that are known to be this person's, those of people before those of devices. */
  readonly others?: readonly Pick<IdentityKey, 'kind' | 'value'>[] | undefined;
  /** A car, one of `others`, that was handed to the person at `at`. */
  readonly deliveredVin?: string | undefined;
  /** When it was said, milliseconds since the epoch. */
  readonly at: number;
}

/** What is known of an identity already. */
export interface KnownIdentity extends IdentityKey {
  readonly id: string;
  readonly profileId: string;
  /** Since when it is known; of a car, since when it is its owner's. Milliseconds since the epoch. */
  readonly since: number;
}

/** A profile to be emptied, and the one that takes its place. */
export interface ProfilePair {
  readonly tenantId: string;
  readonly fromProfileId: string;
  readonly intoProfileId: string;
}

/** What has to be known of stored profiles before any two may be joined. */
export interface ProfileFacts {
  /** Profiles with a user id. */
  readonly users: ReadonlySet<string>;
  /** Profiles with an id that names a person. */
  readonly persons: ReadonlySet<string>;
  /** Pairs that were parted by hand. */
  readonly severed: readonly (readonly [string, string])[];
}

/** A car that goes to another owner. What came in under its VIN until then stays with the identity it came under. */
export interface Handover extends KnownIdentity {
  /** The identity that led to the former owner. */
  readonly formerId: string;
  /** The place of the mention that says so. */
  readonly saidBy: number;
}

/** Since when a car is its owner's, by the identity it leads by. */
export type Ownership = Pick<KnownIdentity, 'tenantId' | 'id' | 'since'>;

/** What has to change so that every mention leads to a profile. */
export interface IdentityPlan {
  /** Identities to create, each with its profile. */
  readonly created: readonly (KnownIdentity & { readonly isNewProfile: boolean })[];
  /** Profiles to empty into others, in this order, each with the place of the mention that says so. */
  readonly merges: readonly (ProfilePair & { readonly saidBy: number })[];
  /** Cars that go to another owner, in this order, before any profile is emptied. */
  readonly handovers: readonly Handover[];
  /** Identities of cars whose present ownership began at another time than was thought. */
  readonly begun: readonly Ownership[];
}

/** One text for an identity, to find it by. */
export function keyText(key: IdentityKey): string {
  return identityText(key);
}

/** The ids in a mention, the surest first: whoever that leads to, the event is theirs. */
export function keysOf({ tenantId, anonymousId, userId, others = [] }: IdentityMention): IdentityKey[] {
  const keys: IdentityKey[] = [];
  if (userId !== undefined) keys.push({ tenantId, kind: 'userId', value: userId });
  for (const { kind, value } of others) if (!isThing(kind)) keys.push({ tenantId, kind, value });
  for (const { kind, value } of others) if (kind === 'ownedVin') keys.push({ tenantId, kind, value });
  if (anonymousId !== undefined) keys.push({ tenantId, kind: 'anonymousId', value: anonymousId });
  for (const { kind, value } of others)
    if (isThing(kind) && kind !== 'ownedVin') keys.push({ tenantId, kind, value });
  return keys;
}

/**
 * Who is who. Ids of a person seen together are one person's, unless two user ids would meet: two users are never made
 * one. A device seen with a person joins them with all its past, if it is nobody's yet; one that is somebody's (a shared
 * tablet) stays with its owner. So does a car, which also joins whoever a device seen in it belongs to. What was parted by
 * hand stays parted.
 *
 * A car handed to somebody later than its present ownership began goes to them, and its past stays where it is; an older
 * sale that is told late takes it from nobody.
 *
 * @param known identities already stored
 * @param newId makes ids; an argument so that plans can be tested
 */
export function planIdentities(
  mentions: readonly IdentityMention[],
  known: readonly KnownIdentity[],
  facts: ProfileFacts,
  newId: () => string,
): IdentityPlan {
  const plan = new Planner(known, facts, newId);
  mentions.forEach((mention, saidBy) => plan.hear(mention, saidBy));
  return plan.outcome();
}

class Planner {
  private readonly stored: ReadonlySet<string>;
  private readonly profileOf = new Map<string, string>();
  private readonly users: Set<string>;
  private readonly persons: Set<string>;
  private readonly created: (KnownIdentity & { isNewProfile: boolean })[] = [];
  /** The identity each car's VIN leads by. */
  private readonly cars = new Map<string, Pick<KnownIdentity, 'id' | 'since'>>();
  private readonly handovers: Handover[] = [];
  private readonly begun = new Map<string, Ownership>();
  private readonly movedTo = new Map<string, string>();
  private readonly merges: (ProfilePair & { saidBy: number })[] = [];

  constructor(
    known: readonly KnownIdentity[],
    private readonly facts: ProfileFacts,
    private readonly newId: () => string,
  ) {
    this.stored = new Set(known.map(({ profileId }) => profileId));
    this.users = new Set(facts.users);
    this.persons = new Set(facts.persons);
    for (const key of known) {
      this.lead(key, key.profileId);
      if (isCar(key)) this.cars.set(keyText(key), key);
    }
  }

  hear(mention: IdentityMention, saidBy: number): void {
    const { at, deliveredVin } = mention;
    const keys = keysOf(mention);
    const [first, ...others] = keys;
    if (!first) return;
    const cars = keys.filter(isCar);
    const nobodys = cars.filter((car) => !this.isSomebodys(car));
    const own = this.at(first) ?? this.homeOf(first, others);
    if (this.at(first) === undefined) this.make(first, own, at);
    for (const other of others) this.join(first, other, mention, saidBy);
    for (const car of nobodys) if (this.isSomebodys(car)) this.begin(car, at);
    const delivered = cars.find(({ value }) => value === deliveredVin);
    if (delivered && !isThing(first.kind)) this.deliver(delivered, first, at, saidBy);
  }

  outcome(): IdentityPlan {
    const { created, merges, handovers, begun } = this;
    return { created, merges, handovers, begun: [...begun.values()] };
  }

  private deliver(car: IdentityKey, owner: IdentityKey, at: number, saidBy: number): void {
    const [held, own] = [this.cars.get(keyText(car)), this.at(owner)];
    if (!held || own === undefined || at <= held.since) return;
    if (this.at(car) === own) {
      this.begin(car, at);
      return;
    }
    const handover = { ...car, id: this.newId(), profileId: own, since: at, formerId: held.id, saidBy };
    this.handovers.push(handover);
    this.cars.set(keyText(car), handover);
    this.lead(car, own);
  }

  /** Takes note that the car's present ownership began then. */
  private begin(car: IdentityKey, at: number): void {
    const held = this.cars.get(keyText(car));
    if (!held || held.since === at) return;
    const ownership = { tenantId: car.tenantId, id: held.id, since: at };
    this.begun.set(held.id, ownership);
    this.cars.set(keyText(car), ownership);
  }

  private isSomebodys(car: IdentityKey): boolean {
    const profileId = this.at(car);
    return profileId !== undefined && this.persons.has(profileId);
  }

  /** A newcomer's id leads to the first profile of its companions that it may belong to. */
  private homeOf(first: IdentityKey, others: readonly IdentityKey[]): string {
    for (const other of others) {
      const profileId = this.at(other);
      if (profileId === undefined) continue;
      if (!this.isTaken(profileId, other, first, isUser(first))) return profileId;
    }
    return this.newId();
  }

  private join(first: IdentityKey, other: IdentityKey, { at }: IdentityMention, saidBy: number): void {
    const [own, theirs] = [this.at(first), this.at(other)];
    if (own === undefined || own === theirs) return;
    const isOwnDevice = isThing(first.kind) && this.persons.has(own);
    if (theirs === undefined) this.make(other, isOwnDevice ? this.newId() : own, at);
    else if (!isOwnDevice && this.mayBeOne(own, theirs, other, first)) {
      const isSurer = (known: ReadonlySet<string>) => known.has(theirs) && !known.has(own);
      const isTheirsKept = isSurer(this.users) || isSurer(this.persons);
      if (isTheirsKept) this.merge(own, theirs, other.tenantId, saidBy);
      else this.merge(theirs, own, other.tenantId, saidBy);
    }
  }

  /** Whether a profile that the other id leads to cannot take in the first. */
  private isTaken(theirs: string, other: IdentityKey, first: IdentityKey, isUsers: boolean): boolean {
    if (isThing(other.kind)) return this.persons.has(theirs) && first.kind !== 'ownedVin';
    return isUsers && this.users.has(theirs);
  }

  private mayBeOne(own: string, theirs: string, other: IdentityKey, first: IdentityKey): boolean {
    if (this.isTaken(theirs, other, first, this.users.has(own))) return false;
    const pair = [own, theirs];
    return !this.facts.severed.some((two) => {
      const ends = two.map((profileId) => this.follow(profileId));
      return pair.every((profileId) => ends.includes(profileId));
    });
  }

  private merge(from: string, into: string, tenantId: string, saidBy: number): void {
    this.movedTo.set(from, into);
    if (this.users.has(from)) this.users.add(into);
    if (this.persons.has(from)) this.persons.add(into);
    this.merges.push({ tenantId, fromProfileId: from, intoProfileId: into, saidBy });
  }

  private make(key: IdentityKey, profileId: string, since: number): void {
    const made = { ...key, id: this.newId(), profileId, since, isNewProfile: !this.stored.has(profileId) };
    this.created.push(made);
    if (isCar(key)) this.cars.set(keyText(key), made);
    this.lead(key, profileId);
  }

  private lead(key: IdentityKey, profileId: string): void {
    this.profileOf.set(keyText(key), profileId);
    if (isUser(key)) this.users.add(profileId);
    if (!isThing(key.kind)) this.persons.add(profileId);
  }

  /** Where a key leads by now. */
  private at(key: IdentityKey): string | undefined {
    const profileId = this.profileOf.get(keyText(key));
    return profileId === undefined ? undefined : this.follow(profileId);
  }

  private follow(profileId: string): string {
    let end = profileId;
    for (let next = this.movedTo.get(end); next !== undefined; next = this.movedTo.get(end)) end = next;
    return end;
  }
}

function isCar({ kind }: IdentityKey): boolean {
  return kind === 'ownedVin';
}

function isUser({ kind }: IdentityKey): boolean {
  return kind === 'userId';
}
