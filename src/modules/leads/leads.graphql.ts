import { createUnionType, Field, Float, ID, InputType, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LeadHandRecord } from '../../models/lead/lead-hand.entity.js';
import type { LeadRecord } from '../../models/lead/lead.entity.js';
import { leadStatuses, type LeadStatus } from '../../models/lead/lead-status.js';
import type { LeadContact as Contact, LeadInterest } from '../../models/lead/lead-wish.js';
import type { LeadGrade } from '../../models/prediction/scores.js';
import { LeadGradeName } from '../inference/grade.graphql.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { LeadTradeIn, LeadTradeInInput, toLeadTradeIn } from './lead-trade-in.graphql.js';
import { ViewerInput } from '../profiles/viewer.graphql.js';

/** Interest under its GraphQL spelling. */
export enum LeadInterestName {
  BUY = 'BUY',
  LEASE = 'LEASE',
  TEST_DRIVE = 'TEST_DRIVE',
  TRADE_IN = 'TRADE_IN',
  FINANCE = 'FINANCE',
  OTHER = 'OTHER',
}
registerEnumType(LeadInterestName, {
  name: 'LeadInterest',
  description: 'What a person who raises a hand wants.',
  valuesMap: {
    BUY: { description: 'To buy a car, or to know its price or whether it is still there.' },
    LEASE: { description: 'To lease a car.' },
    TEST_DRIVE: { description: 'To drive a car before deciding.' },
    TRADE_IN: { description: 'To part with a car, or to know what it is worth.' },
    FINANCE: { description: 'To finance a car.' },
    OTHER: { description: 'Something else; read the message.' },
  },
});

/** Status, for GraphQL. */
export const LeadStatusName = enumOf(leadStatuses);
registerEnumType(LeadStatusName, {
  name: 'LeadStatus',
  description: 'Where a lead stands.',
  valuesMap: described<LeadStatus>({
    NEW: 'Nobody has worked on it yet.',
    CONTACTED: 'Somebody reached the person.',
    APPOINTMENT: 'A time to meet or to drive is agreed.',
    NEGOTIATING: 'Terms are being discussed.',
    SOLD: 'They bought.',
    LOST: 'They will not buy here; its last move says why.',
    FOLDED:
      'Its person, or somebody reached at the same address, has an older open lead of the same interest, which stands for both: `foldedInto`.',
  }),
});

@ObjectType({ description: 'How to reach a person. Personal data: only for marketers and admins.' })
export class LeadContact {
  @Field(() => String, { nullable: true, description: 'First name.' }) firstName!: string | null;
  @Field(() => String, { nullable: true, description: 'Last name.' }) lastName!: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address.' }) email!: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number.' }) phone!: string | null;
}

@ObjectType({
  description: 'One fact that moved a score. All of them and the base add up to it, in log-odds.',
})
export class LeadReason {
  @Field(() => String, { description: 'The fact for programs: `testDrivesBooked30d`.' }) feature!: string;
  @Field(() => String, { description: 'The fact for people: `Booked 1 test drive in the last 30 days`.' })
  sentence!: string;
  @Field(() => Float, {
    description: 'How far it moved the score; below zero when it speaks against a sale.',
  })
  logOdds!: number;
}

@ObjectType({
  description: 'Between which probabilities a score most likely lies: nine in ten such intervals would hold, were the model the truth. How well the model knows leads like this one, not what this one will do.', // prettier-ignore
})
export class LeadUncertainty {
  @Field(() => Float, { description: 'Lower bound, 0 to 1; never above the probability.' }) low!: number;
  @Field(() => Float, { description: 'Upper bound, 0 to 1; never below the probability.' }) high!: number;
}

@ObjectType({ description: 'How likely a lead ends in a sale, how sure that is, who says so, and why.' })
export class LeadScoring {
  @Field(() => Float, { description: 'P(sale within 90 days), 0 to 1.' }) probability!: number;
  @Field(() => LeadUncertainty, {
    nullable: true,
    description: 'How sure the model is of it; null where who answered cannot tell: a baseline, or a model made before this.', // prettier-ignore
  })
  uncertainty!: LeadUncertainty | null;
  @Field(() => LeadGradeName, { description: 'The probability in four steps.' }) grade!: LeadGrade;
  @Field(() => Float, { description: 'Log-odds of a typical lead, before any fact of this one.' })
  baseLogOdds!: number;
  @Field(() => [LeadReason], { description: 'What moved it, strongest first.' })
  reasons!: readonly LeadReason[];
  @Field(() => String, { description: 'The model that answered: `lead-score`.' }) modelName!: string;
  @Field(() => String, { description: 'Its version, or the name of the baseline: `baseline-rules`.' })
  modelVersion!: string;
  @Field(() => String, { nullable: true, description: 'Why a baseline answered; null when the model did.' })
  fallback!: string | null;
  @Field(() => InstantScalar, { description: 'When it was scored.' }) scoredAt!: Date;
}

@ObjectType({ description: 'A person who raised a hand.' })
export class Lead {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, {
    nullable: true,
    description:
      'Whose it is now, as a profile: it follows them through merges, and back. Null for storefront keys.',
  })
  profileId!: string | null;
  @Field(() => LeadInterestName, { description: 'What they want.' }) interest!: LeadInterest;
  @Field(() => ID, { nullable: true, description: 'The car they asked about.' }) vehicleId!: string | null;
  @Field(() => ID, { nullable: true, description: 'The dealer who is to answer it; `routing` says why.' })
  dealerId!: string | null;
  @Field(() => LeadContact, {
    nullable: true,
    description: 'How to reach them. Null for storefront keys, also of a lead they just sent.',
  })
  contact!: LeadContact | null;
  @Field(() => String, { nullable: true, description: 'What they wrote. Null for storefront keys.' })
  message!: string | null;
  @Field(() => LeadTradeIn, { nullable: true, description: 'A car they would part with, and what it was worth. Null for storefront keys.' }) // prettier-ignore
  tradeIn!: LeadTradeIn | null;
  @Field(() => String, { nullable: true, description: 'Make of the car, also where only that was named.' })
  make!: string | null;
  @Field(() => String, { nullable: true, description: 'Model of the car, also where only that was named.' })
  model!: string | null;
  @Field(() => LeadStatusName, { description: 'Where it stands. Always `NEW` for storefront keys.' })
  status!: LeadStatus;
  @Field(() => ID, { nullable: true, description: 'The lead that stands for it, when it is `FOLDED`.' })
  foldedInto!: string | null;
  @Field(() => Boolean, {
    description: 'Of an answer to `submitLead`: it was there already, and this hand joined it. Else false.',
  })
  folded!: boolean;
  @Field(() => LeadScoring, { nullable: true, description: 'How likely it ends in a sale, and why. Null for storefront keys.' }) // prettier-ignore
  score!: LeadScoring | null;
  @Field(() => Boolean, {
    description: 'It was raised long before it was told (`LEAD_HANDOVER_MAX_AGE`), as imported history is: handed to nobody until they ask again, or `rerouteLead` gives it to a dealer.', // prettier-ignore
  })
  isHistory!: boolean;
  @Field(() => InstantScalar, { description: 'When it arrived.' }) createdAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'Until when its dealer is to answer, by their opening hours; null where no time is set.' }) // prettier-ignore
  responseDue!: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was first moved on by a person; null until then.' }) // prettier-ignore
  respondedAt!: Date | null;
}

/** A page of leads. */
export const LeadConnection = connectionOf(Lead, 'Lead');

@ObjectType('LeadProblem', { description: 'One thing wrong with a lead that was sent.' })
export class LeadProblemType {
  @Field(() => String, { description: 'Path of the field in the input: `contact.email`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'No lead was made; everything that is wrong, at once.' })
export class InvalidLead {
  @Field(() => [LeadProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly LeadProblemType[];
}

/** Outcome of `submitLead`. */
export const SubmitLeadOutcome = createUnionType({
  name: 'SubmitLeadOutcome',
  description: 'The lead, or why there is none.',
  types: () => [Lead, InvalidLead] as const,
  resolveType: (value: Lead | InvalidLead) => ('problems' in value ? InvalidLead : Lead),
});

@InputType({ description: 'How to reach a person: at least an e-mail address or a telephone number.' })
export class LeadContactInput {
  @Field(() => String, { nullable: true, description: 'First name.' }) firstName?: string | null;
  @Field(() => String, { nullable: true, description: 'Last name.' }) lastName?: string | null;
  @Field(() => String, { nullable: true, description: 'E-mail address.' }) email?: string | null;
  @Field(() => String, { nullable: true, description: 'Telephone number, best with the country code.' })
  phone?: string | null;
}

@InputType({ description: 'What the person allowed when they sent the form.' })
export class LeadConsentInput {
  @Field(() => Boolean, { description: 'Marketing by e-mail.' }) email!: boolean;
  @Field(() => Boolean, { description: 'Marketing by telephone.' }) phone!: boolean;
  @Field(() => String, { nullable: true, description: 'The sentence beside the box they ticked.' })
  wording?: string | null;
}

@InputType({ description: 'Where a person is.' })
export class LeadPlaceInput {
  @Field(() => Float, { description: 'Degrees north, WGS 84.' }) latitude!: number;
  @Field(() => Float, { description: 'Degrees east, WGS 84.' }) longitude!: number;
}

@InputType({ description: 'A hand raised: who, what for, and how to reach them.' })
export class SubmitLeadInput {
  @Field(() => ViewerInput, {
    nullable: true,
    description: 'The person as your events know them, so that what they did counts. Left out: a new person.',
  })
  viewer?: ViewerInput | null;
  @Field(() => ID, { nullable: true, description: 'The car they ask about.' }) vehicleId?: string | null;
  @Field(() => LeadInterestName, { description: 'What they want.' }) interest!: LeadInterest;
  @Field(() => LeadContactInput, { description: 'How to reach them.' }) contact!: LeadContactInput;
  @Field(() => String, { nullable: true, description: 'What they wrote, at most 5,000 characters.' })
  message?: string | null;
  @Field(() => LeadConsentInput, { nullable: true, description: 'What they allowed; left out: not asked.' })
  consent?: LeadConsentInput | null;
  @Field(() => LeadPlaceInput, { nullable: true, description: 'Where they are, so that a dealer near them gets the lead. Kept sealed.' }) // prettier-ignore
  place?: LeadPlaceInput | null;
  @Field(() => LeadTradeInInput, { nullable: true, description: 'A car they would part with, whatever they want. Kept sealed, with what it is worth now.' }) // prettier-ignore
  tradeIn?: LeadTradeInInput | null;
  @Field(() => String, { nullable: true, description: 'The `trackingToken` of the offer they came from: it is credited with the lead, and its campaign charged where it bids by the lead, once. One that is not ours is ignored, and counted.' }) // prettier-ignore
  trackingToken?: string | null;
  @Field(() => String, {
    description:
      'Your id of this one raising of a hand, 1 to 200 characters: sent again with the same API key, it makes no second lead. Another person under it is refused.',
  })
  idempotencyKey!: string;
}

/** A lead as it is shown to those who work on it. */
export function toLead(lead: LeadRecord, folded = false): Lead {
  const { id, profileId, interest, vehicleId, dealerId, make, model, status, foldedInto, createdAt } = lead;
  const { probability, grade, baseLogOdds, reasons, modelName, modelVersion, scoredAt } = lead;
  const fallback = lead.modelFallback;
  return {
    id,
    profileId,
    interest,
    vehicleId,
    dealerId,
    make,
    model,
    status,
    foldedInto,
    folded,
    isHistory: lead.isHistory,
    createdAt,
    responseDue: lead.responseDueAt,
    respondedAt: lead.respondedAt,
    contact: toContact(lead.contact),
    message: lead.message,
    tradeIn: lead.tradeIn ? toLeadTradeIn(lead.tradeIn) : null,
    score: { probability, uncertainty: toUncertainty(lead), grade, baseLogOdds, reasons, modelName, modelVersion, fallback, scoredAt }, // prettier-ignore
  };
}

function toUncertainty({ probabilityLow: low, probabilityHigh: high }: LeadRecord): LeadUncertainty | null {
  return low === null || high === null ? null : { low, high };
}

/**
 * What a storefront is answered: which lead its hand is of, and what it just said itself. Anybody can say that they are somebody
 * else's `userId`, and must learn nothing of them: neither what they did, which a score tells, nor where their lead stands.
 */
export function toTaken({ id }: LeadRecord, hand: LeadHandRecord, folded: boolean): Lead {
  const { interest, vehicleId, make, model, raisedAt: createdAt } = hand;
  const hidden = { profileId: null, dealerId: null, foldedInto: null, responseDue: null, respondedAt: null, contact: null, message: null, tradeIn: null, score: null }; // prettier-ignore
  return { id, interest, vehicleId, make, model, status: 'NEW', folded, isHistory: false, createdAt, ...hidden }; // prettier-ignore
}

/** How to reach a person, what is not known being null. */
export function toContact({ firstName = null, lastName = null, email = null, phone = null }: Partial<Record<keyof Contact, string | null>>): LeadContact {
  return { firstName, lastName, email, phone };
} // prettier-ignore
