import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/inference.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { PromotionModule } from '../promotion/promotion.module.js';
import { RetrainingRuns } from './retraining-runs.js';
import { RetrainingSchedule } from './retraining-schedule.js';
import { RetrainingWork } from './retraining-work.service.js';
import { OutlivedVersions } from './outlived-versions.js';
import { RetrainingResolver } from './retraining.resolver.js';
import { RetrainingService } from './retraining.service.js';
import { RetrainingsRepository } from './retrainings.repository.js';
import { RetrainingSettingsRepository } from './settings.repository.js';
import { SettledLeads } from './settled-leads.js';
import { Lesson } from './trainer/lesson.js';
import { ModelsFolder } from './trainer/models-folder.js';
import { TrainingProgram } from './trainer/training-program.js';
import { Verdict } from './verdict.js';

/**
 * Teaches a tenant's models anew from what became of its own leads: by itself where it is told to, and when somebody asks. What comes of
 * it is a version of that tenant alone; who answers is promotion's business. Owns `retraining_settings` and `retrainings`;
 * writes to the models folder. Calls leads, inference and promotion.
 */
@Module({
  imports: [InferenceModule, LeadsModule, PromotionModule],
  providers: [
    ...[RetrainingsRepository, RetrainingSettingsRepository, RetrainingService, RetrainingResolver],
    ...[RetrainingRuns, RetrainingSchedule, RetrainingWork, SettledLeads, Verdict, OutlivedVersions],
    ...[Lesson, ModelsFolder, TrainingProgram],
  ],
  exports: [RetrainingService, RetrainingWork],
})
export class RetrainingModule {}
