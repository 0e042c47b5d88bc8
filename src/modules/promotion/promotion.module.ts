import { Module } from '@nestjs/common';
import { InferenceModule } from '../inference/inference.module.js';
import { LeadsModule } from '../leads/leads.module.js';
import { DecisioningModule } from '../decisioning/decisioning.module.js';
import { LeadEvidence } from './evidence/lead-evidence.js';
import { OfferEvidence } from './evidence/offer-evidence.js';
import { PromotionResolver } from './promotion.resolver.js';
import { PromotionService } from './promotion.service.js';

/**
 * Which version of a model answers, on what evidence: gathers what speaks for a version and has it promoted, or takes that back. Owns
 * no tables. Calls inference, leads and decisioning.
 */
@Module({
  imports: [InferenceModule, LeadsModule, DecisioningModule],
  providers: [LeadEvidence, OfferEvidence, PromotionService, PromotionResolver],
  exports: [PromotionService],
})
export class PromotionModule {}
