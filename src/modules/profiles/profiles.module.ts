import { Module } from '@nestjs/common';
import { AddressesService } from './addresses.service.js';
import { CarsRepository } from './cars.repository.js';
import { CarsResolver } from './cars.resolver.js';
import { CarsService } from './cars.service.js';
import { HouseholdsRepository } from './households.repository.js';
import { HouseholdsService } from './households.service.js';
import { IdentityPoliciesRepository } from './identity-policies.repository.js';
import { IdentityPoliciesService } from './identity-policies.service.js';
import { IdentityPolicyResolver } from './identity-policy.resolver.js';
import { IdentityResolver } from './identity-resolver.js';
import { IdentityWriter } from './identity-writer.js';
import { KnownIdsRepository } from './known-ids.repository.js';
import { KnownIdsService } from './known-ids.service.js';
import { MergesRepository } from './merges.repository.js';
import { MergesService } from './merges.service.js';
import { ProfilesPersonalData } from './personal-data.service.js';
import { PersonsRepository } from './persons.repository.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ProfilesService } from './profiles.service.js';

/**
 * Who this is: which ids are one person, and what was said of them. Owns `profiles`, `identities`, `profile_merges`,
 * `household_members`, `identity_policies` and `erased_identities`. Calls platform only.
 */
@Module({
  providers: [AddressesService, CarsRepository, CarsResolver, CarsService, HouseholdsRepository, HouseholdsService, IdentityPoliciesRepository, IdentityPoliciesService, IdentityPolicyResolver, IdentityResolver, IdentityWriter, KnownIdsRepository, KnownIdsService, MergesRepository, MergesService, PersonsRepository, ProfilesPersonalData, ProfilesRepository, ProfilesService], // prettier-ignore
  exports: [
    AddressesService,
    HouseholdsService,
    IdentityPoliciesService,
    KnownIdsService,
    ProfilesService,
    MergesService,
    ProfilesPersonalData,
  ],
})
export class ProfilesModule {}
