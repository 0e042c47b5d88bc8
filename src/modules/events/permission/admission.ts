import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { Purpose } from '../../../models/consent/purpose.js';
import { ConsentService, type PersonSaying, type Said } from '../../consent/consent.service.js';
import { groupBy } from '../../platform/group-by.js';
import { ProfilesService, type ResolvedMention } from '../../profiles/profiles.service.js';
import { neededPurpose } from './needed-purpose.js';
import type { Arrival } from '../to-row.js';

/** Events that are not to be kept: the purpose their people deny, or that they are of somebody erased since. */
export type Withheld = ReadonlyMap<Arrival, Purpose | 'ERASED'>;

/** Somebody whose consent has just changed. */
export interface ChangedMind {
  readonly tenantId: string;
  readonly profileId: string;
}

/** An event with the identity it came with. */
interface Visit extends ResolvedMention {
  readonly arrival: Arrival;
  readonly need: Purpose | null;
}

/** A person, and what they bring. */
interface Visitor extends PersonSaying {
  readonly visits: readonly Visit[];
}

const nothing: Withheld = new Map();

/**
 * Decides which events are kept. Where nobody says anything and nobody denies anything, as for most tenants, that costs
 * nothing at all; else two statements for all events that share a write.
 */
@Injectable()
export class Admission {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly consent: ConsentService,
  ) {}

  /** What would be withheld, and whether something is said that has to be written first: `settle` then. */
  async weigh(
    manager: EntityManager,
    arrivals: readonly Arrival[],
    people: readonly (ResolvedMention | undefined)[],
  ): Promise<{ withheld: Withheld; hasNews: boolean }> {
    const visits = await this.concerned(arrivals, people);
    if (visits.length === 0) return { withheld: nothing, hasNews: false };
    const withheld = new Map<Arrival, Purpose>();
    let hasNews = false;
    for (const [tenantId, visitors] of await this.visitorsOf(manager, visits)) {
      const weighed = await this.consent.weigh(manager, tenantId, visitors);
      weighed.forEach((one, at) => {
        hasNews ||= one.hasNews;
        const denied = new Set(one.states.filter(({ state }) => state === 'DENIED').map(({ purpose }) => purpose)); // prettier-ignore
        for (const { arrival, need } of visitors[at]?.visits ?? [])
          if (need && denied.has(need)) withheld.set(arrival, need);
      });
    }
    return { withheld, hasNews };
  }

  /** Writes what is said in the caller's transaction, and then decides. */
  async settle(
    manager: EntityManager,
    arrivals: readonly Arrival[],
    people: readonly (ResolvedMention | undefined)[],
  ): Promise<{ withheld: Withheld; changed: readonly ChangedMind[] }> {
    const changed = await this.record(manager, arrivals, people);
    const { withheld } = await this.weigh(manager, arrivals, people);
    return { withheld, changed };
  }

  private async record(
    manager: EntityManager,
    arrivals: readonly Arrival[],
    people: readonly (ResolvedMention | undefined)[],
  ): Promise<ChangedMind[]> {
    const speaking = visitsOf(arrivals, people, (arrival, _, person) => saidBy(arrival, person).length > 0);
    const changed: { tenantId: string; identityId: string }[] = [];
    for (const [tenantId, visits] of groupBy(speaking, ({ arrival }) => arrival.tenantId))
      for (const identityId of await this.consent.record(manager, tenantId, saidIn(visits)))
        changed.push({ tenantId, identityId });
    // Asked anew: what is remembered of where an identity leads may be half a minute old.
    const owners = await this.profiles.ownersOf(manager, changed);
    const minds = new Map<string, ChangedMind>();
    for (const { tenantId, identityId } of changed) {
      const profileId = owners.get(identityId);
      // Nobody's: its person was erased a moment ago.
      if (profileId !== undefined) minds.set(profileId, { tenantId, profileId });
    }
    return [...minds.values()];
  }

  /** Events that say something, or need a purpose which somebody of their tenant denies. */
  private async concerned(
    arrivals: readonly Arrival[],
    people: readonly (ResolvedMention | undefined)[],
  ): Promise<Visit[]> {
    const atStake = new Map<string, ReadonlySet<Purpose>>();
    for (const { tenantId } of arrivals)
      if (!atStake.has(tenantId)) atStake.set(tenantId, await this.consent.atStake(tenantId));
    return visitsOf(arrivals, people, (arrival, need, person) => {
      const { tenantId } = arrival;
      return (
        saidBy(arrival, person).length > 0 || (need !== null && atStake.get(tenantId)?.has(need) === true)
      );
    });
  }

  /** Visits by person, and people by tenant. */
  private async visitorsOf(
    manager: EntityManager,
    visits: readonly Visit[],
  ): Promise<Map<string, Visitor[]>> {
    const identities = visits.map(({ arrival, identityId }) => ({ tenantId: arrival.tenantId, identityId }));
    const persons = await this.profiles.personsOf(manager, identities);
    const byPerson = groupBy(visits, ({ identityId }) => persons.get(identityId) ?? [identityId]);
    const visitors = [...byPerson].map(([identityIds, own]) => ({ identityIds, visits: own, said: saidIn(own) })); // prettier-ignore
    return groupBy(visitors, ({ visits: [first] }) => first?.arrival.tenantId ?? '');
  }
}

function visitsOf(
  arrivals: readonly Arrival[],
  people: readonly (ResolvedMention | undefined)[],
  isConcerned: (arrival: Arrival, need: Purpose | null, person: ResolvedMention) => boolean,
): Visit[] {
  const visits: Visit[] = [];
  arrivals.forEach((arrival, at) => {
    const person = people[at];
    const need = neededPurpose(arrival);
    if (person && isConcerned(arrival, need, person)) visits.push({ ...person, arrival, need });
  });
  return visits;
}

const nothingSaid: Arrival['said'] = [];

/** What an event says of its person's consent. One that but a car led to them was sent by whoever knows its VIN. */
function saidBy({ said }: Arrival, { identityId, toldUnder }: ResolvedMention): Arrival['said'] {
  return toldUnder === identityId ? said : nothingSaid;
}

/** What each identity says in all of its events. */
function saidIn(visits: readonly Visit[]): Said[] {
  const speaking = visits.filter((visit) => saidBy(visit.arrival, visit).length > 0);
  return [...groupBy(speaking, ({ identityId }) => identityId)].map(([identityId, own]) => ({
    identityId,
    statements: own.flatMap(({ arrival }) => arrival.said),
  }));
}
