import { Module } from '@nestjs/common';
import { IdentityResolver } from './identity-resolver.js';
import { MergesRepository } from './merges.repository.js';
import { MergesService } from './merges.service.js';
import { ProfilesRepository } from './profiles.repository.js';
import { ProfilesService } from './profiles.service.js';

/**
 * Who this is: which ids are one person, and what was said of them. Owns `profiles`, `identities` and
 * `profile_merges`. Calls platform only.
 */
@Module({
  providers: [ProfilesRepository, MergesRepository, IdentityResolver, ProfilesService, MergesService],
  exports: [ProfilesService, MergesService],
})
export class ProfilesModule {}
