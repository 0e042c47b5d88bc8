import { Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../platform/access.js';
import { Model, toModel } from './inference.graphql.js';
import { InferenceService } from './inference.service.js';

@Resolver()
export class InferenceResolver {
  constructor(private readonly inference: InferenceService) {}

  @Query(() => [Model], {
    description:
      'Every model version installed and what it does, with the baselines that stand in for missing ones.',
  })
  @Allow('marketer')
  models(): Model[] {
    return this.inference.models().map(toModel);
  }
}
