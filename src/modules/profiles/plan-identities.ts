import { isThing } from '../../models/profile/identity.entity.js';
import { keysOf, keyText, type IdentityKey, type IdentityMention } from './identity-mention.js';

/** What is known of an identity already. */
export interface KnownIdentity extends IdentityKey {
  readonly id: string;
  readonly profileId: string;
  /** Since when it is known; of a car, since when it is its owner's. Milliseconds since the epoch. */
  readonly since: number;
  /** Of a car that was handed over: since when its VIN leads here. What happened before was its former owner's. */
  readonly ownedSince?: number | undefined;
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

/** Where a mention leads. */
export interface Lead {
  readonly profileId: string;
  readonly identityId: string;
  /** The identity of theirs that what is said of them is told under, which is never a car; undefined where only a car is. */
  readonly toldUnder: string | undefined;
}

/** What has to change so that every mention leads to a profile. */
export interface IdentityPlan {
  /** Where each mention leads in the end; undefined where it names but a car that is not known, or was another's then. */
  readonly leads: readonly (Lead | undefined)[];
  /** Identities to create, each with its profile. */
  readonly created: readonly (KnownIdentity & { readonly isNewProfile: boolean })[];
  /** Profiles to empty into others, in this order, each with the place of the mention that says so. */
  readonly merges: readonly (ProfilePair & { readonly saidBy: number })[];
  /** Cars that go to another owner, in this order, before any profile is emptied. */
  readonly handovers: readonly Handover[];
  /** Identities of cars whose present ownership began at another time than was thought. */
  readonly begun: readonly Ownership[];
}

/**
 * Who is who. Ids of a person seen together are one person's, unless two user ids would meet: two users are never made
 * one. A device seen with a person joins them with all its past, if it is nobody's yet; one that is somebody's (a shared
 * tablet) stays with its owner, and so does a car. What was parted by hand stays parted.
 *
 * A car handed to somebody later than its present ownership began goes to them, and its past stays where it is; an older
 * sale that is told late takes it from nobody. What happened before a car was handed over does not lead to its owner of
 * now. A car that reports itself finds its owner, and makes and joins nobody.
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
  private readonly known = new Map<string, KnownIdentity>();
  private readonly users: Set<string>;
  private readonly persons: Set<string>;
  private readonly created: (KnownIdentity & { isNewProfile: boolean })[] = [];
  private readonly handovers: Handover[] = [];
  private readonly begun = new Map<string, Ownership>();
  private readonly movedTo = new Map<string, string>();
  private readonly merges: (ProfilePair & { saidBy: number })[] = [];
  private readonly leads: (Lead | undefined)[] = [];

  constructor(
    known: readonly KnownIdentity[],
    private readonly facts: ProfileFacts,
    private readonly newId: () => string,
  ) {
    this.stored = new Set(known.map(({ profileId }) => profileId));
    this.users = new Set(facts.users);
    this.persons = new Set(facts.persons);
    for (const identity of known) this.take(identity);
  }

  hear(mention: IdentityMention, saidBy: number): void {
    const keys = keysOf(mention).filter((key) => mention.at >= (this.held(key)?.ownedSince ?? -Infinity));
    const said = keys.filter(({ isOnlySought }) => isOnlySought !== true);
    const cars = said.filter(isCar);
    this.meet([...said.filter((key) => !isCar(key)), ...cars], cars, mention, saidBy);
    this.leads.push(this.leadBy(keys, mention.isOfPerson === true));
  }

  outcome(): IdentityPlan {
    const { created, merges, handovers, begun } = this;
    const leads = this.leads.map((lead) => lead && { ...lead, profileId: this.follow(lead.profileId) });
    return { leads, created, merges, handovers, begun: [...begun.values()] };
  }

  /** Everyone named is known afterwards, and joined where they are one. */
  private meet(
    [first, ...others]: readonly IdentityKey[],
    cars: readonly IdentityKey[],
    mention: IdentityMention,
    saidBy: number,
  ): void {
    if (!first) return;
    const { at, deliveredVin } = mention;
    const nobodys = cars.filter((car) => !this.isSomebodys(car));
    const own = this.at(first) ?? this.homeOf(first, others);
    if (this.at(first) === undefined) this.make(first, own, at);
    for (const other of others) this.join(first, other, mention, saidBy);
    for (const car of nobodys) if (this.isSomebodys(car)) this.begin(car, at);
    const delivered = cars.find(({ value }) => value === deliveredVin);
    if (delivered && !isThing(first.kind)) this.deliver(delivered, first, at, saidBy);
  }

  /** By the surest id. A car that is nobody's gives way to a device that is somebody's. */
  private leadBy(keys: readonly IdentityKey[], isOfPerson: boolean): Lead | undefined {
    const beside = keys.find((key) => !isCar(key));
    const isBesideSomebodys = beside !== undefined && this.isSomebodys(beside);
    const surest = keys.find((key) => !isCar(key) || this.isSomebodys(key) || (this.held(key) && !isBesideSomebodys)); // prettier-ignore
    const first = isOfPerson && beside ? beside : surest;
    const identity = first && this.held(first);
    if (!identity) return undefined;
    const isOneWithFirst = beside !== undefined && this.at(beside) === this.at(first);
    const toldUnder = isOneWithFirst ? this.held(beside)?.id : undefined;
    return { profileId: identity.profileId, identityId: identity.id, toldUnder };
  }

  private deliver(car: IdentityKey, owner: IdentityKey, at: number, saidBy: number): void {
    const [held, own] = [this.held(car), this.at(owner)];
    if (!held || own === undefined || at <= held.since) return;
    if (this.at(car) === own) {
      this.begin(car, at);
      return;
    }
    const handover = { ...car, id: this.newId(), profileId: own, since: at, ownedSince: at, formerId: held.id, saidBy }; // prettier-ignore
    this.handovers.push(handover);
    this.take(handover);
  }

  /** Takes note that the car's present ownership began then. */
  private begin(car: IdentityKey, at: number): void {
    const held = this.held(car);
    if (!held || held.since === at) return;
    this.begun.set(held.id, { tenantId: car.tenantId, id: held.id, since: at });
    this.take({ ...held, since: at });
  }

  private isSomebodys(key: IdentityKey): boolean {
    const profileId = this.at(key);
    return profileId !== undefined && this.persons.has(profileId);
  }

  /** A newcomer's id leads to the first profile of its companions that it may belong to. */
  private homeOf(first: IdentityKey, others: readonly IdentityKey[]): string {
    for (const other of others) {
      const profileId = this.at(other);
      if (profileId === undefined) continue;
      if (!this.isTaken(profileId, other, isUser(first))) return profileId;
    }
    return this.newId();
  }

  private join(first: IdentityKey, other: IdentityKey, { at }: IdentityMention, saidBy: number): void {
    const [own, theirs] = [this.at(first), this.at(other)];
    if (own === undefined || own === theirs) return;
    const isOwnDevice = isThing(first.kind) && this.persons.has(own);
    if (theirs === undefined) this.make(other, isOwnDevice ? this.newId() : own, at);
    else if (!isOwnDevice && this.mayBeOne(own, theirs, other)) {
      const isSurer = (known: ReadonlySet<string>) => known.has(theirs) && !known.has(own);
      const isTheirsKept = isSurer(this.users) || isSurer(this.persons);
      if (isTheirsKept) this.merge(own, theirs, other.tenantId, saidBy);
      else this.merge(theirs, own, other.tenantId, saidBy);
    }
  }

  /** Whether a profile that the other id leads to cannot take in the first. */
  private isTaken(theirs: string, other: IdentityKey, isUsers: boolean): boolean {
    if (isThing(other.kind)) return this.persons.has(theirs);
    return isUsers && this.users.has(theirs);
  }

  private mayBeOne(own: string, theirs: string, other: IdentityKey): boolean {
    if (this.isTaken(theirs, other, this.users.has(own))) return false;
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
    this.take(made);
  }

  private take(identity: KnownIdentity): void {
    this.known.set(keyText(identity), identity);
    if (isUser(identity)) this.users.add(identity.profileId);
    if (!isThing(identity.kind)) this.persons.add(identity.profileId);
  }

  /** The identity that a key leads by. */
  private held(key: IdentityKey): KnownIdentity | undefined {
    return this.known.get(keyText(key));
  }

  /** Where a key leads by now. */
  private at(key: IdentityKey): string | undefined {
    const profileId = this.held(key)?.profileId;
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
