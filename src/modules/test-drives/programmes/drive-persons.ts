import { Injectable } from '@nestjs/common';
import type { EntityManager } from 'typeorm';
import type { FeeReason } from '../../../models/test-drive/programme-drive.js';
import type { Person } from '../../../models/rights/personal-data.js';
import { Clock } from '../../platform/clock.js';
import { ProfilesPersonalData } from '../../profiles/personal-data.service.js';
import { ProfilesService } from '../../profiles/profiles.service.js';
import { BandsRepository } from './bands.repository.js';

/** Who acts, by which identity. */
export type HeldPerson = Person & { readonly identityId: string };

/** Somebody was erased or parted while they were booking: nothing was written, and the same again finds them anew. */
class PersonChanged extends Error {
  /** As of a serialisation failure, which is what it comes to: `writeAgain` tries once more. */
  readonly code = '40001';
}

/** Whom a drive is of: the whole person, whichever of their ids they come by, and nobody else's. */
@Injectable()
export class DrivePersons {
  constructor(
    private readonly profiles: ProfilesService,
    private readonly persons: ProfilesPersonalData,
    private readonly bands: BandsRepository,
    private readonly clock: Clock,
  ) {}

  /**
   * The person of an account, made where there is none, and held until the transaction ends: another booking of theirs, a merge and an
   * erasure wait. Named by one id only, so that this joins nobody.
   */
  async hold(
    manager: EntityManager,
    tenantId: string,
    mention: { readonly userId: string; readonly sourceId: string; readonly messageId: string },
  ): Promise<HeldPerson> {
    const now = this.clock.now();
    const { resolved } = await this.profiles.resolve(manager, [{ ...mention, tenantId, at: now }], now);
    const identityId = resolved[0]?.identityId;
    const owners = identityId && (await this.profiles.ownersOf(manager, [{ tenantId, identityId }]));
    const profileId = owners && owners.get(identityId);
    const person = profileId && (await this.persons.hold(manager, tenantId, profileId));
    // Erased, or parted from whom we held, while we waited: asked again they are found anew.
    if (!person || !person.identityIds.includes(identityId)) throw new PersonChanged();
    return { ...person, identityId };
  } // prettier-ignore

  /** Who a person is by their account, or any other of their ids; null: nobody is known by it. */
  async find(tenantId: string, userId: string): Promise<Person | null> {
    const found = await this.profiles.lookUp(tenantId, 'userId', userId);
    return found && this.persons.person(tenantId, found.profileId);
  }

  /** The whole person behind an identity. */
  async behind(manager: EntityManager, tenantId: string, identityId: string): Promise<readonly string[]> {
    return (await this.profiles.personsOf(manager, [{ tenantId, identityId }])).get(identityId) ?? [identityId]; // prettier-ignore
  }

  /** The bands that hold now: of each partner the last that was set, whichever id it was told under. */
  async bandsOf(manager: EntityManager, person: Person): Promise<FeeReason[]> {
    const now = this.clock.now();
    const latest = new Map<string, { band: string; validUntil: Date | null }>();
    for (const { partner, band, validUntil } of await this.bands.ofPerson(manager, person))
      if (!latest.has(partner)) latest.set(partner, { band, validUntil });
    return [...latest].flatMap(([partner, { band, validUntil }]) =>
      validUntil && validUntil.getTime() <= now ? [] : [{ partner, band }],
    );
  }
}
