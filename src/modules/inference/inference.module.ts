import { Module } from '@nestjs/common';
import { OfferExplanations } from './explain/offer-explanations.service.js';
import { InferenceResolver } from './inference.resolver.js';
import { InferenceService } from './inference.service.js';
import { ModelRegistry } from './model-registry.js';
import { Champions } from './standings/champions.js';
import { ModelComparison } from './standings/model-comparison.service.js';
import { ModelHolds } from './standings/model-holds.service.js';
import { ModelNews } from './standings/model-news.js';
import { ModelStandings } from './standings/model-standings.service.js';
import { ShadowScoring } from './standings/shadow-scoring.service.js';
import { StandingsRepository } from './standings/standings.repository.js';
import { TenantModels } from './standings/tenant-models.service.js';

/**
 * Runs ONNX models and the baselines beside them, in threads of their own, and knows which version answers whom. Owns
 * `model_versions`, `model_standings`, `model_holds` and `model_moves`; reads the models folder. Calls platform only.
 */
@Module({
  providers: [
    ...[InferenceService, InferenceResolver, ModelRegistry, Champions, ModelNews, OfferExplanations],
    ...[ModelStandings, ModelHolds, StandingsRepository, TenantModels, ModelComparison, ShadowScoring],
  ],
  exports: [
    InferenceService,
    OfferExplanations,
    ModelStandings,
    ModelHolds,
    ModelComparison,
    TenantModels,
    ShadowScoring,
  ],
})
export class InferenceModule {}
