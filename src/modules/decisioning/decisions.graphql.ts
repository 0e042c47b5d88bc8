import { Field, Float, ID, Int, ObjectType } from '@nestjs/graphql';
import type { OutcomeType } from '../../models/decision/decision-outcome.entity.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import type { Decision, DecisionItem } from '../../models/decision/decision.js';
import type { ExplainedDecision } from './decisions.service.js';
import { OfferAuction, toOfferAuction } from './explain/auction.graphql.js';
import { CreativeChoice, toCreativeChoice } from './explain/creative-choice.graphql.js';
import { OutcomeTypeEnum } from './outcome-type.graphql.js';
import { EliminationType, OfferModel, OfferScoreType } from './offers.graphql.js';

@ObjectType({ description: 'Something that came of an offer; each kind counts once.' })
export class OfferOutcome {
  @Field(() => OutcomeTypeEnum, { description: 'What happened.' }) type!: OutcomeType;
  @Field(() => InstantScalar, { description: 'When.' }) at!: Date;
}

/** An offer with the decision it is of. */
export interface LoggedOffer {
  readonly decision: Decision;
  readonly item: DecisionItem;
}

@ObjectType({ description: 'One offer of a decision, as logged.' })
export class DecisionOffer {
  @Field(() => Int, { description: '1 is the first.' }) position!: number;
  @Field(() => ID, { description: 'The vehicle; it may be sold by now.' }) vehicleId!: string;
  @Field(() => ID, { description: 'The campaign.' }) campaignId!: string;
  @Field(() => ID, { description: 'The creative.' }) creativeId!: string;
  @Field(() => OfferScoreType, { description: 'What the model expected.' }) score!: OfferScoreType;
  @Field(() => Float, {
    description: 'Probability with which this very offer was chosen here, given the offers before it.',
  })
  propensity!: number;
  @Field(() => [String], { description: 'The reasons that were given.' }) reasons!: string[];
  @Field(() => OfferAuction, {
    nullable: true,
    description: 'How it was sold; null where it bids nothing, and of decisions before there were auctions.',
  })
  auction!: OfferAuction | null;
  @Field(() => CreativeChoice, {
    nullable: true,
    description: 'How its creative was chosen; null of a campaign with one, or whose creatives rotate.',
  })
  creativeChoice!: CreativeChoice | null;
  @Field(() => [OfferOutcome], { description: 'What came of it so far.' }) outcomes!: OfferOutcome[];
  /** As it was logged, for fields that others answer; no field itself. */
  logged!: LoggedOffer;
}

@ObjectType('Decision', { description: 'What was decided for one request, and how.' })
export class DecisionType {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => String, { description: 'Where it was shown.' }) placement!: string;
  @Field(() => InstantScalar, { description: 'When it was decided.' }) decidedAt!: Date;
  @Field(() => ID, { nullable: true, description: 'The profile of the viewer; null for one never seen.' })
  profileId!: string | null;
  @Field(() => OfferModel, { description: 'Which model ranked the offers.' }) model!: OfferModel;
  @Field(() => Int, { description: 'How many pairs of vehicle and creative were scored.' }) scored!: number;
  @Field(() => [DecisionOffer], { description: 'The offers, in order of their positions.' })
  items!: DecisionOffer[];
  @Field(() => [EliminationType], { description: 'What fell away on the way, step by step.' })
  eliminated!: EliminationType[];
}

export function toDecision({ decision, outcomes }: ExplainedDecision): DecisionType {
  const { id, placement, profileId, model, scored } = decision;
  return {
    ...{ id, placement, profileId, model, scored },
    decidedAt: new Date(decision.decidedAt),
    items: decision.items.map((item) => ({
      ...item,
      score: { ...item.score, value: item.value },
      reasons: [...item.reasons],
      auction: toOfferAuction(item.auction, item.billing),
      creativeChoice: toCreativeChoice(item.creativeChoice),
      logged: { decision, item },
      outcomes: outcomes
        .filter(({ position }) => position === item.position)
        .map(({ type, occurredAt }) => ({ type, at: occurredAt })),
    })),
    eliminated: [...decision.eliminated],
  };
}
