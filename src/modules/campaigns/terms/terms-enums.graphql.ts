import { registerEnumType } from '@nestjs/graphql';
import { capScopes, capWindows, deliveryKinds, goalUnits, objectives, priorities, rotations, type Bid, type CapScope, type CapWindow, type DeliveryKind, type GoalUnit, type Objective, type Priority, type Rotation } from '../../../models/campaign/campaign-terms.js'; // prettier-ignore
import { described, enumOf } from '../../platform/graphql/enums.js';

/** Objectives under their GraphQL spelling. */
export const ObjectiveEnum = enumOf(objectives);
registerEnumType(ObjectiveEnum, {
  name: 'CampaignObjective',
  description: 'What a campaign is to bring about.',
  valuesMap: described<Objective>({
    REACH: 'That many see it.',
    VISITS: 'That they come to look.',
    LEADS: 'That they raise a hand.',
    TEST_DRIVES: 'That they drive.',
    SALES: 'That they buy.',
  }),
});

/** Kinds of delivery under their GraphQL spelling. */
export const DeliveryKindEnum = enumOf(deliveryKinds);
registerEnumType(DeliveryKindEnum, {
  name: 'DeliveryKind',
  description: 'Whether an amount was promised.',
  valuesMap: described<DeliveryKind>({
    GUARANTEED: 'An amount was promised: `goal`, spread over the schedule.',
    PERFORMANCE: 'As much as its bid and its budget win.',
  }),
});

/** Units of goals under their GraphQL spelling. */
export const GoalUnitEnum = enumOf(goalUnits);
registerEnumType(GoalUnitEnum, {
  name: 'GoalUnit',
  description: 'What a promised amount is counted in.',
  valuesMap: described<GoalUnit>({
    IMPRESSIONS: 'Times it was seen.',
    CLICKS: 'Clicks.',
    LEADS: 'Leads.',
  }),
});

/** Kinds of bids under their GraphQL spelling. */
export const BidKindEnum: Record<Bid['kind'], Bid['kind']> = {
  PER_THOUSAND: 'PER_THOUSAND',
  PER_CLICK: 'PER_CLICK',
  PER_LEAD: 'PER_LEAD',
  BUDGET_BEST: 'BUDGET_BEST',
};
registerEnumType(BidKindEnum, {
  name: 'BidKind',
  description: 'What a bid pays for.',
  valuesMap: described<Bid['kind']>({
    PER_THOUSAND: 'A thousand impressions.',
    PER_CLICK: 'A click.',
    PER_LEAD: 'A lead.',
    BUDGET_BEST: 'No price is named: the budget is spent as well as it can be, within the ceilings.',
  }),
});

/** Scopes of caps under their GraphQL spelling. */
export const CapScopeEnum = enumOf(capScopes);
registerEnumType(CapScopeEnum, {
  name: 'CapScope',
  description: 'What a frequency cap counts together.',
  valuesMap: described<CapScope>({
    CREATIVE: 'Each creative for itself.',
    CAMPAIGN: 'All creatives of the campaign.',
    ADVERTISER: 'All campaigns of its advertiser.',
  }),
});

/** Windows of caps under their GraphQL spelling. */
export const CapWindowEnum = enumOf(capWindows);
registerEnumType(CapWindowEnum, {
  name: 'CapWindow',
  description: 'Over which time a frequency cap counts.',
  valuesMap: described<CapWindow>({
    HOUR: 'The last hour.',
    DAY: 'The last 24 hours.',
    WEEK: 'The last seven days.',
    FLIGHT: 'The whole schedule.',
  }),
});

/** Priorities under their GraphQL spelling. */
export const PriorityEnum = enumOf(priorities);
registerEnumType(PriorityEnum, {
  name: 'CampaignPriority',
  description: 'How a campaign stands to the others.',
  valuesMap: described<Priority>({
    STANDARD: 'It competes with them.',
    OWN_FIRST: 'Your own message: it comes before all that compete.',
    OWN_FILL_UP: 'Your own message: it fills what nothing else took.',
  }),
});

/** Rotations under their GraphQL spelling. */
export const RotationEnum = enumOf(rotations);
registerEnumType(RotationEnum, {
  name: 'CreativeRotation',
  description: "Which of a campaign's creatives enters a choice.",
  valuesMap: described<Rotation>({
    OPTIMISED:
      'All of them: which is shown is learned from views and clicks, placement by placement, over what the model foretells for the viewer.',
    EVEN: 'One, each as often as another.',
    WEIGHTED: 'One, as often as its weight says.',
  }),
});
