import { Module } from '@nestjs/common';
import { AddressesService } from './addresses.service.js';
import { IdentityResolver } from './identity-resolver.js';
import { MergesRepository } from './merges.repository.js';
import { MergesService } from './merges.service.js';
import { ProfilesPersonalData } from './personal-data.service.js';
import { PersonsRepository } from './persons.repository.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ProfilesService } from './profiles.service.js';

/**
 * Who this is: which ids are one person, and what was said of them. Owns `profiles`, `identities`, `profile_merges` and
 * `erased_identities`. Calls platform only.
 */
@Module({
  providers: [ProfilesRepository, MergesRepository, PersonsRepository, IdentityResolver, ProfilesService, MergesService, ProfilesPersonalData, AddressesService], // prettier-ignore
  exports: [ProfilesService, MergesService, ProfilesPersonalData, AddressesService],
})
export class ProfilesModule {}
