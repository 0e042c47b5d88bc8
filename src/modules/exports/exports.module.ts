import { Module } from '@nestjs/common';
import { ConsentModule } from '../consent/consent.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { SegmentsModule } from '../segments/segments.module.js';
import { AudiencePolicy } from './audience-policy.js';
import { ExportFiles } from './export-files.service.js';
import { ExportFilesRepository } from './export-files.repository.js';
import { ExportStep } from './export-step.js';
import { ExportWakeUps } from './export-wake-ups.js';
import { ExportWork } from './export-work.service.js';
import { ExportsRepository } from './exports.repository.js';
import { ExportsResolver } from './exports.resolver.js';
import { ExportsService } from './exports.service.js';
import { FilesController } from './files.controller.js';
import { PersonalExportsRepository } from './personal-exports.repository.js';
import { StandingConsent } from './standing-consent.js';
import { JudgedStep } from './judged-step.js';
import { ExportsPersonalData } from './personal-data.service.js';

/**
 * What leaves the house: audiences made ready for other companies, of those only who allow it. Owns `audience_exports`,
 * `audience_export_parts` and `exported_identities`. Asks `segments` who is in, `profiles` where they are reached and
 * `consent` whether they may be.
 */
@Module({
  imports: [ConsentModule, ProfilesModule, SegmentsModule],
  controllers: [FilesController],
  providers: [AudiencePolicy, ExportFiles, ExportFilesRepository, ExportStep, ExportWakeUps, ExportWork, ExportsPersonalData, ExportsRepository, ExportsResolver, ExportsService, PersonalExportsRepository, JudgedStep, StandingConsent], // prettier-ignore
  exports: [ExportsService, ExportsPersonalData, ExportWork, ExportFiles],
})
export class ExportsModule {}
