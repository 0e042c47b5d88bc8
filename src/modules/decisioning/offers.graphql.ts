import {
  createUnionType,
  Field,
  Float,
  ID,
  InputType,
  Int,
  ObjectType,
  registerEnumType,
} from '@nestjs/graphql';
import type { EliminationStep } from '../../models/decision/elimination.js';
import { Money } from '../platform/graphql/money.graphql.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { enumOf } from '../platform/graphql/enums.js';
import { toVehicle, Vehicle } from '../vehicles/vehicles.graphql.js';
import { impersonalReasons, type ImpersonalReason } from './impersonal.js';
import type { LinksOf } from './links/offer-links.js';
import type { OfferItem } from './offer-answers.js';
import type { NothingToShow as Nothing, Offers as OffersAnswer } from './offers.service.js';

/** The steps as an enum object for GraphQL. */
export const EliminationStepEnum: Record<EliminationStep, EliminationStep> = {
  CAMPAIGN_NOT_LIVE: 'CAMPAIGN_NOT_LIVE',
  PLACEMENT: 'PLACEMENT',
  DAYPART: 'DAYPART',
  AUDIENCE: 'AUDIENCE',
  NO_CREATIVE: 'NO_CREATIVE',
  NO_VEHICLE_IN_SCOPE: 'NO_VEHICLE_IN_SCOPE',
  FREQUENCY_CAP: 'FREQUENCY_CAP',
  BUDGET: 'BUDGET',
  LIMITS_AWAY: 'LIMITS_AWAY',
  BELOW_FLOOR: 'BELOW_FLOOR',
  HELD_OUT: 'HELD_OUT',
  PACED: 'PACED',
  VEHICLE_OUT_OF_SCOPE: 'VEHICLE_OUT_OF_SCOPE',
  VEHICLE_EXCLUDED: 'VEHICLE_EXCLUDED',
  NOT_DRAWN: 'NOT_DRAWN',
  SEPARATED: 'SEPARATED',
  OUTBID: 'OUTBID',
};
registerEnumType(EliminationStepEnum, {
  name: 'EliminationStep',
  description: 'Where campaigns and vehicles fall away on the way to an answer; in order.',
  valuesMap: {
    CAMPAIGN_NOT_LIVE: { description: 'Campaigns that are drafts, paused, ended or outside their schedule.' },
    PLACEMENT: { description: 'Campaigns for other placements.' },
    DAYPART: { description: 'Campaigns that are outside their hours now.' },
    AUDIENCE: {
      description: 'Campaigns for audiences the viewer is not in, or that exclude one they are in.',
    },
    NO_CREATIVE: { description: 'Campaigns without an active creative.' },
    NO_VEHICLE_IN_SCOPE: { description: 'Campaigns whose scope covers nothing in stock.' },
    FREQUENCY_CAP: { description: 'Campaigns the viewer saw as often as a frequency cap allows.' },
    BUDGET: {
      description:
        'Campaigns whose budget is used up, or held for offers just made, or has less left than the floor.',
    },
    LIMITS_AWAY: { description: 'Campaigns with a budget or caps, while these could not be read.' },
    HELD_OUT: { description: 'Campaigns that an experiment holds back from the viewer.' },
    BELOW_FLOOR: { description: 'Campaigns whose bid is below the floor of the placement.' },
    PACED: { description: 'Campaigns held back so that their budget lasts.' },
    VEHICLE_OUT_OF_SCOPE: { description: 'Vehicles in stock that no remaining campaign covers.' },
    VEHICLE_EXCLUDED: { description: 'Vehicles the request excluded.' },
    NOT_DRAWN: {
      description:
        'Campaigns that might be shown, none of whose vehicles and creatives was looked at for this viewer.',
    },
    SEPARATED: {
      description:
        'Campaigns kept apart from a competitor on the page, or from the advertiser that has it alone.',
    },
    OUTBID: {
      description:
        'Campaigns that took part and did not come in: others were worth more, or fitted the page better.',
    },
  },
});

/** Why an answer is not personal, for GraphQL. */
export const ImpersonalReasonEnum = enumOf(impersonalReasons);
registerEnumType(ImpersonalReasonEnum, {
  name: 'ImpersonalReason',
  description: 'Why nothing of the viewer was taken into account but the page they are on.',
  valuesMap: {
    UNKNOWN_VIEWER: { description: 'Nothing is known of them.' },
    PERSONALISATION_DENIED: {
      description: 'They deny personalisation, or never allowed it where your policy is OPT_IN.',
    },
    GLOBAL_PRIVACY_CONTROL: {
      description:
        'Their browser asks for Global Privacy Control, and your policy lets that deny personalisation.',
    },
    VIEWER_STORE_AWAY: {
      description: 'What is known of them cannot be read at the moment, so neither can what they denied.',
    },
  },
});

@InputType({ description: 'Where on the site the offers will stand.' })
export class OffersContextInput {
  @Field(() => ID, {
    nullable: true,
    description: 'The vehicle on that page: it counts as being viewed now, and is not offered itself.',
  })
  vehicleId?: string | null;
  @Field(() => [ID], {
    nullable: true,
    description: 'Vehicles not to offer, as the page shows them already.',
  })
  excludeVehicleIds?: string[] | null;
}

@ObjectType({ description: 'Which model ranked the offers.' })
export class OfferModel {
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => String, { description: "Its version, or the baseline's name." }) version!: string;
  @Field(() => String, { nullable: true, description: 'Why a baseline stood in; null when none did.' })
  fallback!: string | null;
}

@ObjectType({ description: 'What the model expects of an offer.' })
export class OfferScoreType {
  @Field(() => Float, { description: 'Probability of a click when shown.' }) click!: number;
  @Field(() => Float, { description: 'Probability of a lead when shown.' }) lead!: number;
  @Field(() => Float, { description: 'Worth in leads, by which offers are ranked.' }) value!: number;
}

@ObjectType({ description: 'The campaign an offer belongs to.' })
export class OfferCampaign {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'Its name.' }) name!: string;
}

@ObjectType({ description: 'The button of an offer, filled in.' })
export class OfferCallToAction {
  @Field(() => String, { description: 'Words on the button.' }) label!: string;
  @Field(() => String, { description: 'Where it leads.' }) url!: string;
}

@ObjectType({ description: "What an offer says, with the vehicle's facts filled in." })
export class OfferCreative {
  @Field(() => ID, { description: 'Id of the creative.' }) id!: string;
  @Field(() => String, { description: 'Headline.' }) headline!: string;
  @Field(() => String, { description: 'Text below it.' }) body!: string;
  @Field(() => OfferCallToAction, { description: 'The button.' }) callToAction!: OfferCallToAction;
  @Field(() => String, {
    nullable: true,
    description: "Its picture, else the vehicle's; null when there is neither.",
  })
  imageUrl!: string | null;
  @Field(() => String, { nullable: true, description: 'What has to be shown beside it, where it shows a payment; null where nothing has.' }) // prettier-ignore
  disclosure!: string | null;
}

@ObjectType({ description: 'One vehicle with one way of saying it.' })
export class Offer {
  @Field(() => Int, { description: '1 is the first.' }) position!: number;
  @Field(() => Vehicle, { description: 'The vehicle, in stock now.' }) vehicle!: Vehicle;
  @Field(() => OfferCampaign, { description: 'The campaign that shows it.' }) campaign!: OfferCampaign;
  @Field(() => OfferCreative, { description: 'What to say.' }) creative!: OfferCreative;
  @Field(() => Money, { description: 'Asking price.' }) price!: Money;
  @Field(() => OfferScoreType, { description: 'What the model expects.' }) score!: OfferScoreType;
  @Field(() => [String], { description: 'Why this viewer sees it, in sentences; never empty.' })
  reasons!: string[];
  @Field(() => String, {
    description: 'Send it back as property `trackingToken` of offer viewed and offer clicked events.',
  })
  trackingToken!: string;
  @Field(() => String, {
    nullable: true,
    description: 'A picture of one pixel that tells it was seen, for mails and pages without script; null where the viewer\'s id is too long for an address.',
  }) // prettier-ignore
  viewUrl!: string | null;
  @Field(() => String, {
    nullable: true,
    description: 'Leads where `creative.callToAction.url` does, and tells it was clicked; null where that leads into an app, or the viewer\'s id is too long.',
  }) // prettier-ignore
  clickUrl!: string | null;
}

@ObjectType({ description: 'What the viewer should see now.' })
export class Offers {
  @Field(() => ID, { description: 'Id of the decision, kept in the decision log.' }) decisionId!: string;
  @Field(() => String, { description: 'Where it will be shown.' }) placement!: string;
  @Field(() => InstantScalar, { description: 'When it was decided.' }) decidedAt!: Date;
  @Field(() => OfferModel, { description: 'Which model ranked them.' }) model!: OfferModel;
  @Field(() => Boolean, { description: 'Whether what is known of the viewer was taken into account.' })
  personalised!: boolean;
  @Field(() => ImpersonalReasonEnum, { nullable: true, description: 'Why it was not; null where it was.' })
  impersonalReason!: ImpersonalReason | null;
  @Field(() => [Offer], { description: 'The offers, in order of their positions.' }) items!: Offer[];
}

@ObjectType('Elimination', { description: 'How many fell away at a step.' })
export class EliminationType {
  @Field(() => EliminationStepEnum, { description: 'The step.' }) step!: EliminationStep;
  @Field(() => Int, { description: 'How many campaigns or vehicles.' }) count!: number;
}

@ObjectType({ description: 'There is nothing to show, and why.' })
export class NothingToShow {
  @Field(() => EliminationStepEnum, { description: 'The step at which the last of them fell away.' })
  step!: EliminationStep;
  @Field(() => String, { description: 'The same in words.' }) reason!: string;
  @Field(() => Boolean, { description: 'Whether what is known of the viewer was taken into account.' })
  personalised!: boolean;
  @Field(() => ImpersonalReasonEnum, { nullable: true, description: 'Why it was not; null where it was.' })
  impersonalReason!: ImpersonalReason | null;
  @Field(() => [EliminationType], { description: 'How many fell away at each step.' })
  eliminated!: EliminationType[];
}

/** What `offers` answers. */
export const OffersResult = createUnionType({
  name: 'OffersResult',
  description: 'Offers, or why there are none.',
  types: () => [Offers, NothingToShow] as const,
  resolveType: (value: object) => ('items' in value ? 'Offers' : 'NothingToShow'),
});

export function toOffers(
  { impersonal, decidedAt, items, ...answer }: OffersAnswer,
  linksOf: LinksOf,
): Offers {
  return {
    ...answer,
    decidedAt: new Date(decidedAt),
    personalised: impersonal === null,
    impersonalReason: impersonal,
    items: items.map((item) => toOffer(item, linksOf)),
  };
}

export function toNothing({ step, reason, impersonal, eliminated }: Nothing): NothingToShow {
  return {
    step,
    reason,
    personalised: impersonal === null,
    impersonalReason: impersonal,
    eliminated: [...eliminated],
  };
}

function toOffer({ chosen, words, reasons, trackingToken }: OfferItem, linksOf: LinksOf): Offer {
  const { vehicle, campaign, creative, score, value, position } = chosen;
  return {
    position,
    vehicle: toVehicle(vehicle),
    campaign: { id: campaign.id, name: campaign.name },
    creative: {
      id: creative.id,
      headline: words.headline,
      body: words.body,
      callToAction: { label: words.callToAction, url: words.deepLink },
      imageUrl: creative.imageUrl ?? vehicle.imageUrl,
      disclosure: creative.disclosure,
    },
    price: { amount: vehicle.priceText, currency: vehicle.currency },
    score: { click: score.click, lead: score.lead, value },
    reasons: [...reasons],
    trackingToken,
    // Worked out when they are asked for: most pages tell views and clicks by their own program.
    get viewUrl() {
      return linksOf(trackingToken, words.deepLink).viewUrl;
    },
    get clickUrl() {
      return linksOf(trackingToken, words.deepLink).clickUrl;
    },
  };
}
