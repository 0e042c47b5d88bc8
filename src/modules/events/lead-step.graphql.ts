import { registerEnumType } from '@nestjs/graphql';
import { leadSteps, type LeadStep } from '../../models/lead/lead-status.js';
import { described, enumOf } from '../platform/graphql/enums.js';

/** Where a lead can be moved, for GraphQL. */
export const LeadStepName = enumOf(leadSteps);
registerEnumType(LeadStepName, {
  name: 'LeadStep',
  description: 'Where a lead can be moved.',
  valuesMap: described<LeadStep>({
    NEW: 'Nobody has worked on it yet: opened again after it was lost.',
    CONTACTED: 'Somebody reached the person.',
    APPOINTMENT: 'A time to meet or to drive is agreed.',
    NEGOTIATING: 'Terms are being discussed.',
    SOLD: 'They bought.',
    LOST: 'They will not buy here; the reason says why. Can be opened again.',
  }),
});
