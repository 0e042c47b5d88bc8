import { Module } from '@nestjs/common';
import { EventsModule } from '../events/events.module.js';
import { InferenceModule } from '../inference/inference.module.js';
import { ProfilesModule } from '../profiles/profiles.module.js';
import { TradeInModule } from '../trade-in/trade-in.module.js';
import { VehiclesModule } from '../vehicles/vehicles.module.js';
import { AstrayHands } from './folding/astray-hands.js';
import { HandsRepository } from './folding/hands.repository.js';
import { LeadFolds } from './folding/lead-folds.js';
import { LeadPeople } from './folding/lead-people.js';
import { LeadRemoval } from './folding/lead-removal.js';
import { LeadSettler } from './folding/lead-settler.js';
import { LeadTold } from './folding/lead-told.js';
import { TiesRepository } from './folding/ties.repository.js';
import { LeadChecks } from './lead-checks.js';
import { LeadFollower } from './lead-follower.js';
import { LeadIntake } from './lead-intake.js';
import { LeadSteps } from './lead-steps.js';
import { LeadLedgerResolver } from './ledger/lead-ledger.resolver.js';
import { LeadRescorer } from './ledger/lead-rescorer.js';
import { LeadScorer } from './ledger/lead-scorer.js';
import { ScoreMarks } from './ledger/score-marks.js';
import { ScoresRepository } from './ledger/scores.repository.js';
import { LeadsTicks } from './leads-ticks.js';
import { LeadMaker } from './lead-maker.js';
import { LeadNews } from './lead-news.service.js';
import { LeadOwners } from './lead-owners.js';
import { LeadRows } from './lead-rows.js';
import { LeadWakeUps } from './lead-wake-ups.js';
import { LeadWriter } from './lead-writer.js';
import { LabelsRepository } from './labels/labels.repository.js';
import { LeadLabels } from './labels/lead-labels.service.js';
import { LeadLifeResolver } from './life/lead-life.resolver.js';
import { LeadLife } from './life/lead-life.service.js';
import { LeadReports } from './life/lead-reports.js';
import { MovesRepository } from './life/moves.repository.js';
import { EscalationsRepository } from './response/escalations.repository.js';
import { LeadSettingsRepository } from './response/lead-settings.repository.js';
import { LateLeads } from './response/late-leads.js';
import { LeadResponse } from './response/lead-response.js';
import { LeadSettings } from './response/lead-settings.js';
import { LeadRouting } from './routing/lead-routing.js';
import { LeadRoutingResolver } from './routing/lead-routing.resolver.js';
import { LeadRouter } from './routing/lead-router.js';
import { RoutesRepository } from './routing/routes.repository.js';
import { LeadsPersonalData } from './personal-data.service.js';
import { LeadsRepository } from './leads.repository.js';
import { LeadsResolver } from './leads.resolver.js';
import { LeadsService } from './leads.service.js';

/**
 * A person raises a hand: by form or by event, it becomes one lead, scored with reasons, or joins the one that is open; and what
 * becomes of it. Owns `leads`, `lead_hands`, `lead_moves`, `lead_scores`, `lead_routes`,
 * `lead_settings` and `lead_escalations`. Calls events, profiles, vehicles, trade-in and inference.
 */
@Module({
  imports: [EventsModule, ProfilesModule, VehiclesModule, TradeInModule, InferenceModule],
  providers: [LeadsService, LeadsResolver, LeadsRepository, LeadChecks, LeadIntake, LeadMaker, LeadNews, LeadOwners, LeadWriter, LeadFollower, LeadsPersonalData, HandsRepository, AstrayHands, LeadFolds, LeadPeople, LeadRemoval, LeadSettler, LeadTold, TiesRepository, LeadRows, LeadWakeUps, LabelsRepository, LeadLabels, LeadLife, LeadLifeResolver, LeadReports, MovesRepository, LeadSteps, LeadLedgerResolver, LeadRescorer, LeadScorer, ScoreMarks, ScoresRepository, LeadsTicks, EscalationsRepository, LeadSettingsRepository, LeadRouter, RoutesRepository, LateLeads, LeadResponse, LeadSettings, LeadRouting, LeadRoutingResolver], // prettier-ignore
  exports: [
    LeadsService,
    LeadLabels,
    LeadLife,
    LeadNews,
    LeadFollower,
    LeadRescorer,
    LeadsTicks,
    LeadsPersonalData,
  ],
})
export class LeadsModule {}
