import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { InferenceModule } from '../inference/inference.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { LeadFollower } from './lead-follower.js';
import { LeadIntake } from './lead-intake.js';
import { LeadMaker } from './lead-maker.js';
import { LeadOwners } from './lead-owners.js';
import { LeadWriter } from './lead-writer.js';
import { LeadsPersonalData } from './personal-data.service.js';
import { LeadsRepository } from './leads.repository.js';
import { LeadsResolver } from './leads.resolver.js';
import { LeadsService } from './leads.service.js';

/**
 * A person raises a hand: by form or by event, it becomes one lead, scored with reasons. Owns `leads`. Calls events,
 * profiles, vehicles and inference.
 */
@Module({
  imports: [EventsModule, ProfilesModule, VehiclesModule, InferenceModule],
  providers: [LeadsService, LeadsResolver, LeadsRepository, LeadIntake, LeadMaker, LeadOwners, LeadWriter, LeadFollower, LeadsPersonalData], // prettier-ignore
  exports: [LeadsService, LeadFollower, LeadsPersonalData],
})
export class LeadsModule {}
