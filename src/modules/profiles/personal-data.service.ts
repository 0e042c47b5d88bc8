import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { IdentityKind } from '../../models/profile/identity.entity.js';
import type {
  ErasedRecords,
  Person,
  PersonalData,
  PersonalRecord,
} from '../../models/rights/personal-data.js';
import { formerCarIn } from '../../models/profile/former-vin.js';
import { Changes } from '../platform/changes.js';
import { Clock } from '../platform/clock.js';
import { HouseholdsRepository } from './households.repository.js';
import { identitiesTopic } from './identity-memory.js';
import { keyText } from './identity-mention.js';
import { PersonsRepository } from './persons.repository.js';
import { normalId } from './verified-ids.js';

/** What `profiles` keeps of a person: the ids they are known by, what was told under each, households and merges. */
@Injectable()
export class ProfilesPersonalData implements PersonalData {
  constructor(
    private readonly persons: PersonsRepository,
    private readonly households: HouseholdsRepository,
    private readonly changes: Changes,
    private readonly clock: Clock,
  ) {}

  /** The person a profile is now; null when nobody is. */
  person(tenantId: string, profileId: string): Promise<Person | null> {
    return this.persons.person(tenantId, profileId);
  }

  /** The same, kept as they are until the transaction ends. */
  hold(manager: EntityManager, tenantId: string, profileId: string): Promise<Person | null> {
    return this.persons.hold(manager, tenantId, profileId);
  }

  /** Their ids in the clear, as their senders wrote them. */
  async idsOf(person: Person): Promise<string[]> {
    return (await this.persons.ids(person)).map(({ value }) => value);
  }

  /** The same, as what was sent of them may say them: a car they owned once by its VIN alone. */
  async namesOf(person: Person): Promise<string[]> {
    const ids = await this.persons.ids(person);
    return ids.map(({ kind, value }) => (kind === 'formerVin' ? (formerCarIn(value)?.vin ?? value) : value));
  }

  /** When whoever is known by each of these ids, however written, was erased: milliseconds since the epoch, in their order. */
  async erasedAt(
    manager: EntityManager,
    tenantId: string,
    ids: readonly { readonly kind: IdentityKind; readonly value: string }[],
  ): Promise<(number | null)[]> {
    const keys = ids.map(({ kind, value }) => ({ tenantId, kind, value: normalId(kind, value) ?? '' }));
    const erased = await this.persons.erased(manager, keys);
    return keys.map((key) => erased.get(keyText(key)) ?? null);
  }

  async *records(person: Person): AsyncGenerator<PersonalRecord> {
    for (const { kind, value, since, told } of await this.persons.ids(person)) {
      const { traits = {}, traitsAt = {} } = told ?? {};
      const facts = Object.entries(traits).map(([name, said]) => ({
        name,
        value: said,
        at: instant(traitsAt[name]),
      }));
      yield { section: 'identities', isTheirs: true, record: { kind, value, since, traits: facts } };
    }
    for (const statement of await this.households.statementsOf(person))
      yield { section: 'households', isTheirs: true, record: { ...statement } };
    for (const merge of await this.persons.merges(person))
      yield { section: 'merges', isTheirs: false, record: merge };
  }

  /** From here on nobody leads to this person, and what happened before now leads to nobody. */
  async erase(manager: EntityManager, person: Person): Promise<ErasedRecords[]> {
    const count = await this.persons.erase(manager, person, new Date(this.clock.now()));
    // After the identities: whoever was writing under one was waited for, and what they wrote is seen only now.
    const statements = await this.households.forget(manager, person);
    await this.changes.announce(manager, identitiesTopic, person.tenantId);
    return [
      { what: 'identities', count },
      { what: 'householdStatements', count: statements },
    ];
  }
}

function instant(at: number | undefined): string | null {
  return at === undefined ? null : new Date(at).toISOString();
}
