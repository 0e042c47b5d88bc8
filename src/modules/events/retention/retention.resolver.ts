import { Query, Resolver } from '@nestjs/graphql';
import { Allow } from '../../platform/access.js';
import { Retention, toRetention } from './retention.graphql.js';
import { RetentionService } from './retention.service.js';

@Resolver(() => Retention)
export class RetentionResolver {
  constructor(private readonly service: RetentionService) {}

  @Query(() => [Retention], { description: 'How long events are kept, class by class.' })
  @Allow('marketer')
  async retention(): Promise<Retention[]> {
    return (await this.service.kept()).map(toRetention);
  }
}
