import { Parent, ResolveField, Resolver } from '@nestjs/graphql';
import type { Caller } from '../../../models/caller.js';
import { CurrentCaller } from '../../platform/access.js';
import { DecisionOffer } from '../decisions.graphql.js';
import { ModelExplanation, toModelExplanation } from './model-explanation.graphql.js';
import { PastOffers } from './past-offers.service.js';

/** Says of a logged offer what the model said and why, only where it is asked for. */
@Resolver(() => DecisionOffer)
export class ModelExplanationResolver {
  constructor(private readonly pastOffers: PastOffers) {}

  @ResolveField(() => ModelExplanation, {
    description:
      'What the model said of it and why. Worked out anew for each offer, off the way of answers; what was kept of the viewer then is read again.',
    complexity: 20,
  })
  async modelExplanation(
    @CurrentCaller() caller: Caller,
    @Parent() { logged: { decision, item } }: DecisionOffer,
  ): Promise<ModelExplanation> {
    return toModelExplanation(decision.model, await this.pastOffers.explain(caller, decision, item));
  }
}
