import { Injectable } from '@nestjs/common';
import { ConsentService } from '../consent/consent.service.js';
import { ProfilesService } from '../profiles/profiles.service.js';
import { ExportFilesRepository } from './export-files.repository.js';
import type { ExportKey } from './exports.repository.js';
import { deniedOf } from './hand-on.js';

/** Identities looked at together. */
const stride = 1_000;

/** Whether those who stand in a finished file still allow it: who they are by now, and what they say under any id of theirs. */
@Injectable()
export class StandingConsent {
  constructor(
    private readonly files: ExportFilesRepository,
    private readonly profiles: ProfilesService,
    private readonly consent: ConsentService,
  ) {}

  /** `ERASED` where somebody in it is nobody any more, and the file about to go. */
  async of(audience: ExportKey): Promise<'ALLOWED' | 'DENIED' | 'ERASED'> {
    const { tenantId } = audience;
    const { manager } = this.files;
    for (let after: string | null = null; ;) {
      const ids: string[] = await this.files.standingIn(audience, after, stride);
      const persons = await this.profiles.personsOf(manager, ids.map((identityId) => ({ tenantId, identityId }))); // prettier-ignore
      if (ids.some((id) => !persons.has(id))) return 'ERASED';
      const states = await this.consent.statesOf(manager, tenantId, [...new Set(persons.values())]);
      if (states.some((person) => deniedOf(person) !== undefined)) return 'DENIED';
      after = ids.at(-1) ?? null;
      if (ids.length < stride) return 'ALLOWED';
    }
  }
}
