import { Query, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../models/caller.js';
import { Allow, CurrentCaller } from '../platform/access.js';
import { Model, toModel } from './inference.graphql.js';
import { TenantModels } from './standings/tenant-models.service.js';

@Resolver()
export class InferenceResolver {
  constructor(private readonly tenantModels: TenantModels) {}

  @Query(() => [Model], {
    description:
      'Every model version installed, where it stands with you and what it does, with the baselines that stand in for missing ones.',
  })
  @Allow('marketer')
  async models(@CurrentCaller() caller: Caller): Promise<Model[]> {
    return (await this.tenantModels.list(caller)).map(toModel);
  }
}
