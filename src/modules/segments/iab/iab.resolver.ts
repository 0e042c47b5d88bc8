import { Parent, Query, ResolveField, Resolver } from '@nestjs/graphql';
import { iabAudiences } from '../../../models/segment/iab-audience.js';
import { isReadable } from '../../../models/segment/rule.js';
import { Allow } from '../../platform/access.js';
import { Config } from '../../platform/config.js';
import { Segment } from '../segments.graphql.js';
import { IabAudience, OpenRtbData, toIabAudience, toOpenRtbData } from './iab.graphql.js';
import { suggestedIab } from './suggested-iab.js';

@Resolver(() => Segment)
export class IabResolver {
  constructor(private readonly config: Config) {}

  @Query(() => [IabAudience], {
    description: 'The audiences of IAB Audience Taxonomy 1.1 that have to do with cars.',
  })
  @Allow('marketer')
  iabAudiences(): IabAudience[] {
    return [...iabAudiences.keys()].map(toIabAudience);
  }

  @ResolveField('iabAudiences', () => [IabAudience], { description: 'The IAB audiences you said it is.' })
  said(@Parent() { iabIds }: Segment): IabAudience[] {
    return iabIds.map(toIabAudience);
  }

  @ResolveField('suggestedIabAudiences', () => [IabAudience], {
    description:
      'IAB audiences that its rule plainly speaks of, by shape, fuel and condition of the cars looked for. They count for nothing until you say so with `iabIds`.',
  })
  suggested(@Parent() { rule }: Segment): IabAudience[] {
    return isReadable(rule) ? suggestedIab(rule).map(toIabAudience) : [];
  }

  @ResolveField(() => OpenRtbData, {
    nullable: true,
    description:
      'It as an object for `user.data` of a bid request; null until you say which IAB audience it is.',
  })
  openRtbData(@Parent() { iabIds }: Segment): OpenRtbData | null {
    return toOpenRtbData(iabIds, this.config.publicUrl);
  }
}
