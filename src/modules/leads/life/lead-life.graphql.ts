import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LeadHandRecord } from '../../../models/lead/lead-hand.entity.js';
import type { LeadMoveRecord } from '../../../models/lead/lead-move.entity.js';
import { leadMovers, lostReasons, type LeadMover, type LeadStatus, type LeadStep, type LostReason } from '../../../models/lead/lead-status.js'; // prettier-ignore
import type { LeadInterest } from '../../../models/lead/lead-wish.js';
import { LeadStepName } from '../../events/lead-step.graphql.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { LeadTradeIn, toLeadTradeIn } from '../lead-trade-in.graphql.js';
import { Lead, LeadContact, LeadInterestName, LeadProblemType, LeadStatusName, toContact, toLead } from '../leads.graphql.js'; // prettier-ignore
import type { LeadMoveOutcome } from './lead-life.service.js';

/** Why a lead was lost, for GraphQL. */
export const LostReasonName = enumOf(lostReasons);
registerEnumType(LostReasonName, {
  name: 'LeadLostReason',
  description: 'Why a lead was lost.',
  valuesMap: described<LostReason>({
    UNREACHABLE: 'They could not be reached.',
    BOUGHT_ELSEWHERE: 'They bought from somebody else.',
    PRICE: 'The price, or the monthly payment, was too high.',
    NOT_IN_STOCK: 'The car they want cannot be had.',
    FINANCE_DECLINED: 'Nobody finances it.',
    NO_LONGER_INTERESTED: 'They do not want a car any more.',
    NOT_A_BUYER: 'They never wanted one: a mistake, or a joke.',
    OTHER: 'Something else; the note says what.',
  }),
});

/** Who moved a lead, for GraphQL. */
export const LeadMoverName = enumOf(leadMovers);
registerEnumType(LeadMoverName, {
  name: 'LeadMover',
  description: 'Who moved a lead.',
  valuesMap: described<LeadMover>({
    KEY: 'An API key of yours.',
    DEALER: 'A dealer told it.',
    CAROUSEL: 'Carousel: two people turned out to be one, or two again.',
  }),
});

@ObjectType({ description: 'One move of a lead from one state to another.' })
export class LeadMove {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => Int, { description: 'Its place among the moves of its lead, from 1.' }) number!: number;
  @Field(() => LeadStatusName, { description: 'Where it stood.' }) from!: LeadStatus;
  @Field(() => LeadStatusName, { description: 'Where it stands since.' }) to!: LeadStatus;
  @Field(() => LostReasonName, { nullable: true, description: 'Why it was lost; null unless it was.' })
  reason!: LostReason | null;
  @Field(() => String, { nullable: true, description: 'What else was said of it.' }) note!: string | null;
  @Field(() => LeadMoverName, { description: 'Who moved it.' }) movedBy!: LeadMover;
  @Field(() => String, { nullable: true, description: 'Public id of the key, or id of the dealer.' })
  moverId!: string | null;
  @Field(() => InstantScalar, { description: 'When it happened.' }) at!: Date;
  @Field(() => InstantScalar, { description: 'When Carousel was told.' }) recordedAt!: Date;
}

@ObjectType({ description: 'One hand raised. Further hands of one person and interest join the open lead.' })
export class LeadHand {
  @Field(() => ID, { description: 'Unique id; that of the lead, where it made one.' }) id!: string;
  @Field(() => LeadInterestName, { description: 'What they wanted.' }) interest!: LeadInterest;
  @Field(() => ID, { nullable: true, description: 'The car they asked about.' }) vehicleId!: string | null;
  @Field(() => String, { nullable: true, description: 'Its make.' }) make!: string | null;
  @Field(() => String, { nullable: true, description: 'Its model.' }) model!: string | null;
  @Field(() => LeadContact, { description: 'How to reach them, as they said then.' }) contact!: LeadContact;
  @Field(() => String, { nullable: true, description: 'What they wrote.' }) message!: string | null;
  @Field(() => LeadTradeIn, { nullable: true, description: 'A car they would part with, and what it was worth then.' }) // prettier-ignore
  tradeIn!: LeadTradeIn | null;
  @Field(() => String, { description: 'Public id of the key it came through.' }) sourceId!: string;
  @Field(() => InstantScalar, { description: 'When it arrived.' }) raisedAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When they raised it, as who sent it says (the `requestdate` of an ADF), else when it arrived; null of hands kept before that was.' }) // prettier-ignore
  occurredAt!: Date | null;
}

@InputType({ description: 'What became of a lead.' })
export class MoveLeadInput {
  @Field(() => ID, { description: 'The lead.' }) leadId!: string;
  @Field(() => LeadStepName, { description: 'Where it stands now.' }) to!: LeadStep;
  @Field(() => LostReasonName, { nullable: true, description: 'Why it was lost; needed then, and only then.' }) // prettier-ignore
  reason?: LostReason | null;
  @Field(() => String, { nullable: true, description: 'What else there is to say, at most 2,000 characters.' }) // prettier-ignore
  note?: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it happened; now, where left out.' })
  at?: Date | null;
  @Field(() => ID, { nullable: true, description: 'The dealer who told it; your key, where left out.' })
  dealerId?: string | null;
  @Field(() => String, {
    description: 'Your id of this one move, 1 to 200 characters: told again, it counts once.',
  })
  idempotencyKey!: string;
}

@ObjectType({ description: 'The lead was moved, or stood there already.' })
export class LeadMoved {
  @Field(() => Lead, { description: 'The lead; the one that stands for it, where another does.' })
  lead!: Lead;
  @Field(() => Boolean, { description: 'Whether it stood elsewhere before.' }) isNew!: boolean;
}

@ObjectType({ description: 'There is no such lead.' })
export class LeadNotFound {
  @Field(() => String, { description: 'What to do.' }) message!: string;
}

@ObjectType({ description: 'No way leads there from where the lead stands. To a dealer’s key `FOLDED` says that another lead stands for theirs, and another dealer has that one.' }) // prettier-ignore
export class MoveNotAllowed {
  @Field(() => LeadStatusName, { description: 'Where it stands.' }) from!: LeadStatus;
  @Field(() => [LeadStepName], { description: 'Where it may be moved.' }) allowed!: readonly LeadStep[];
  @Field(() => ID, {
    nullable: true,
    description: 'The open lead of the same person and interest, where that is what is in the way.',
  })
  openLeadId!: string | null;
}

@ObjectType({ description: 'The lead was not moved; everything that is wrong, at once.' })
export class InvalidLeadMove {
  @Field(() => [LeadProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly LeadProblemType[];
}

/** Outcome of `moveLead`. */
export const MoveLeadOutcome = createUnionType({
  name: 'MoveLeadOutcome',
  description: 'The lead where it stands now, or why it does not.',
  types: () => [LeadMoved, LeadNotFound, MoveNotAllowed, InvalidLeadMove] as const,
  resolveType: (value: MoveLeadAnswer) => {
    if ('lead' in value) return LeadMoved;
    if ('problems' in value) return InvalidLeadMove;
    return 'allowed' in value ? MoveNotAllowed : LeadNotFound;
  },
});
/** One of its members. */
export type MoveLeadAnswer = LeadMoved | LeadNotFound | MoveNotAllowed | InvalidLeadMove;

export function toMoveAnswer(outcome: LeadMoveOutcome): MoveLeadAnswer {
  switch (outcome.kind) {
    case 'MOVED':
      return { lead: toLead(outcome.lead), isNew: outcome.isNew };
    case 'NOT_FOUND':
      return { message: 'There is no such lead. Take an id of `leads`.' };
    case 'NOT_ALLOWED':
      return { from: outcome.from, allowed: outcome.allowed, openLeadId: outcome.openLeadId };
    case 'INVALID':
      return { problems: outcome.problems };
  }
}

export function toMove({ id, number, from, to, reason, note, movedBy, moverId, movedAt, recordedAt }: LeadMoveRecord): LeadMove {
  return { id, number, from, to, reason, note, movedBy, moverId, at: movedAt, recordedAt };
} // prettier-ignore

export function toHand(hand: LeadHandRecord): LeadHand {
  const { id, interest, vehicleId, make, model, contact, message, tradeIn, sourceId, raisedAt, occurredAt } =
    hand;
  const offered = tradeIn ? toLeadTradeIn(tradeIn) : null;
  return { id, interest, vehicleId, make, model, contact: toContact(contact), message, tradeIn: offered, sourceId, raisedAt, occurredAt }; // prettier-ignore
}
