import { Module } from '@nestjs/common';
import { InferenceResolver } from './inference.resolver.js';
import { InferenceService } from './inference.service.js';
import { ModelRegistry } from './model-registry.js';

/**
 * Runs ONNX models and the baselines beside them, in threads of their own. Owns no tables; reads the models folder at
 * start. Calls platform only.
 */
@Module({ providers: [InferenceService, InferenceResolver, ModelRegistry], exports: [InferenceService] })
export class InferenceModule {}
