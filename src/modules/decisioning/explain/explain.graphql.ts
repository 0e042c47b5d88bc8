import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { EliminationStep } from '../../../models/decision/elimination.js';
import { Money } from '../../platform/graphql/money.graphql.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import type { ChosenOffer } from '../choose.js';
import { EliminationStepEnum } from '../offers.graphql.js';
import { OfferAuction, perThousand, toOfferAuction } from './auction.graphql.js';
import {
  CreativeChance,
  CreativeChoice,
  toCreativeChances,
  toCreativeChoice,
} from './creative-choice.graphql.js';
import type { OffersExplained } from './explanations.service.js';
import { fateWords } from './fate-words.js';
import type { Fate } from './fates.js';

/** Most campaigns that are listed where none is asked for by its id. */
export const mostExplained = 200;

@ObjectType({ description: 'A position a campaign would have.' })
export class ExplainedOffer {
  @Field(() => Int, { description: '1 is the first.' }) position!: number;
  @Field(() => ID, { description: 'The vehicle.' }) vehicleId!: string;
  @Field(() => ID, { description: 'The creative; where it is drawn among several, the likeliest.' })
  creativeId!: string;
  @Field(() => CreativeChoice, { nullable: true, description: 'How its creative is chosen; null of a campaign with one, or whose creatives rotate.' }) // prettier-ignore
  creativeChoice!: CreativeChoice | null;
  @Field(() => [CreativeChance], { description: 'All active creatives of the campaign, with their chances to be the one; none where there is no such choice.' }) // prettier-ignore
  creatives!: CreativeChance[];
  @Field(() => OfferAuction, { nullable: true, description: 'How it would be sold; null where it bids nothing.' }) // prettier-ignore
  auction!: OfferAuction | null;
}

@ObjectType({ description: 'What becomes of a campaign for a viewer now.' })
export class ExplainedCampaign {
  @Field(() => ID, { description: 'The campaign.' }) campaignId!: string;
  @Field(() => String, { description: 'Its name.' }) name!: string;
  @Field(() => EliminationStepEnum, { nullable: true, description: 'Where it falls out; null where it is shown.' }) // prettier-ignore
  step!: EliminationStep | null;
  @Field(() => String, { description: 'The same for people.' }) message!: string;
  @Field(() => String, { nullable: true, description: 'What may be done about it; null where it is shown.' })
  remedy!: string | null;
  @Field(() => Money, { nullable: true, description: 'Its highest bid for a thousand views here; null where it did not take part or bids nothing.' }) // prettier-ignore
  bidPerThousand!: Money | null;
  @Field(() => Float, { description: 'In which share of all requests it takes part at the moment, so that its budget lasts: 1 where nothing holds it back. `pacing` of the campaign says why.' }) // prettier-ignore
  takesPartIn!: number;
  @Field(() => [ExplainedOffer], { description: 'Its positions; none where it is not shown.' })
  offers!: ExplainedOffer[];
}

@ObjectType({ description: 'What a viewer would be shown now, and why. Nothing is shown, logged or held.' })
export class OffersExplanation {
  @Field(() => InstantScalar, { description: 'When this was true.' }) at!: Date;
  @Field(() => Boolean, { description: 'Whether what is known of the viewer was taken into account.' })
  personalised!: boolean;
  @Field(() => Int, { description: 'How many pairs of vehicle and creative took part in the auction.' })
  entrants!: number;
  @Field(() => [ExplainedCampaign], { description: `Campaigns that are live: those shown by their positions, then those that came furthest, at most ${mostExplained}.` }) // prettier-ignore
  campaigns!: ExplainedCampaign[];
}

/** The explanation for GraphQL, of one campaign where one is asked for; null where that is not live. */
export function toOffersExplanation(
  { at, personalised, entrants, fates }: OffersExplained,
  campaignId: string | null | undefined,
): OffersExplanation | null {
  const isAsked = campaignId !== null && campaignId !== undefined;
  const asked = fates.filter(({ campaign }) => !isAsked || campaign.id === campaignId);
  const campaigns = asked.slice(0, mostExplained).map(toExplainedCampaign);
  if (isAsked && campaigns.length === 0) return null;
  return { at: new Date(at), personalised, entrants, campaigns };
}

function toExplainedCampaign({
  campaign,
  step,
  offers,
  bidPerView,
  share,
  currency,
}: Fate): ExplainedCampaign {
  const words = step === null ? { message: 'It is shown.', remedy: null } : fateWords[step];
  return {
    ...{ campaignId: campaign.id, name: campaign.name, step, ...words },
    bidPerThousand: bidPerView === null || currency === null ? null : perThousand(bidPerView, currency),
    takesPartIn: share,
    offers: offers.map(toExplainedOffer),
  };
}

function toExplainedOffer(offer: ChosenOffer): ExplainedOffer {
  const { position, vehicle, creative, choice, auction, price } = offer;
  const sold = price && { on: price.on, priceMicros: price.micros };
  return {
    ...{ position, vehicleId: vehicle.id, creativeId: creative.id },
    creativeChoice: toCreativeChoice(choice),
    creatives: toCreativeChances(offer),
    auction: toOfferAuction(auction, sold),
  };
}
