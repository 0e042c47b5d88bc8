import { Module } from '@nestjs/common';
import type { PersonalData } from '../../models/rights/personal-data.js';
import { ConsentModule } from '../consent/consent.module.js';
import { ConsentPersonalData } from '../consent/personal-data.service.js';
import { DecisioningModule } from '../decisioning/decisioning.module.js';
import { DecisioningPersonalData } from '../decisioning/personal-data.service.js';
import { EventsModule } from '../events/events.module.js';
import { EventsPersonalData } from '../events/personal-data.service.js';
import { ExperimentsModule } from '../experiments/experiments.module.js';
import { ExperimentsPersonalData } from '../experiments/personal-data.service.js';
import { ExportsModule } from '../exports/exports.module.js';
import { ExportsPersonalData } from '../exports/personal-data.service.js';
import { HandoverModule } from '../handover/handover.module.js';
import { HandoverPersonalData } from '../handover/personal-data.service.js';
import { LeadsModule } from '../leads/leads.module.js';
import { LeadsPersonalData } from '../leads/personal-data.service.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { ProfilesPersonalData } from '../profiles/personal-data.service.js';
import { SegmentsModule } from '../segments/segments.module.js';
import { ChangesPersonalData } from '../segments/changes/personal-changes.service.js';
import { ListsPersonalData } from '../segments/lists/personal-data.service.js';
import { SegmentsPersonalData } from '../segments/personal-data.service.js';
import { TestDrivesPersonalData } from '../test-drives/personal-data.service.js';
import { TestDrivesModule } from '../test-drives/test-drives.module.js';
import { Disclosure } from './disclosure.js';
import { DocumentsController } from './documents.controller.js';
import { DocumentsRepository } from './documents.repository.js';
import { Erasure } from './erasure.js';
import { Goodbye } from './goodbye.js';
import { PERSONAL_ROOMS } from './personal-rooms.js';
import { Rectification } from './rectification.js';
import { RightsRepository } from './rights.repository.js';
import { RightsResolver } from './rights.resolver.js';
import { RightsService } from './rights.service.js';
import { RightsWakeUps } from './rights-wake-ups.js';
import { RightsWork } from './rights-work.service.js';

/**
 * Every room that keeps anything of people. Files that somebody could still fetch go at once, and test drives before
 * the events that tell of them; other events go before what is made of them, so that nothing is made anew.
 */
const rooms = {
  provide: PERSONAL_ROOMS,
  useFactory: (...each: PersonalData[]) => each,
  inject: [
    ProfilesPersonalData,
    ExportsPersonalData,
    TestDrivesPersonalData,
    EventsPersonalData,
    ConsentPersonalData,
    SegmentsPersonalData,
    ChangesPersonalData,
    ListsPersonalData,
    DecisioningPersonalData,
    ExperimentsPersonalData,
    HandoverPersonalData,
    LeadsPersonalData,
  ],
};

/**
 * What people may ask of us with regard to their data: to see it, to take it elsewhere, to put it right, to object, to be
 * forgotten. Conducts the rooms that keep it. Owns `rights_requests` and `rights_document_parts`.
 */
@Module({
  imports: [
    ProfilesModule,
    EventsModule,
    ConsentModule,
    SegmentsModule,
    DecisioningModule,
    ExperimentsModule,
    LeadsModule,
    ExportsModule,
    TestDrivesModule,
    HandoverModule,
  ],
  controllers: [DocumentsController],
  providers: [rooms, Disclosure, DocumentsRepository, Erasure, Goodbye, Rectification, RightsRepository, RightsResolver, RightsService, RightsWakeUps, RightsWork], // prettier-ignore
  exports: [RightsService, RightsWork],
})
export class RightsModule {}
