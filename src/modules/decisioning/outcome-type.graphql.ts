import { registerEnumType } from '@nestjs/graphql';
import type { OutcomeType } from '../../models/decision/decision-outcome.entity.js';

/** Outcome types as an enum object for GraphQL. */
export const OutcomeTypeEnum: Record<OutcomeType, OutcomeType> = {
  OFFER_VIEWED: 'OFFER_VIEWED',
  OFFER_CLICKED: 'OFFER_CLICKED',
  LEAD_SUBMITTED: 'LEAD_SUBMITTED',
};
registerEnumType(OutcomeTypeEnum, {
  name: 'OfferOutcomeType',
  description: 'What can come of an offer.',
  valuesMap: {
    OFFER_VIEWED: { description: 'It was seen.' },
    OFFER_CLICKED: { description: 'It was clicked.' },
    LEAD_SUBMITTED: { description: 'A lead came of it: the event that told of the lead carried its token.' },
  },
});
