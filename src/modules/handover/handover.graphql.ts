import { ArgsType, createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql'; // prettier-ignore
import { handoverStatuses, handoverSubjects, type HandoverStatus, type HandoverSubject } from '../../models/handover/handover-delivery.entity.js'; // prettier-ignore
import { handoverKinds, type HandoverKind } from '../../models/handover/handover-target.entity.js';
import { connectionOf, PageArgs } from '../platform/graphql/connection.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import type { Delivery } from './deliveries/delivery.js';
import type { HandoverProblem, TargetDraft } from './targets/target-draft.js';
import { shownUrl, type Target } from './targets/target.js';
import type { SetTarget } from './targets/targets.service.js';
import type { Trial } from './trials.service.js';

/** In which way leads are handed over, for GraphQL. */
export const HandoverKindEnum = enumOf(handoverKinds);
registerEnumType(HandoverKindEnum, {
  name: 'HandoverKind',
  description: 'In which way leads are handed over.',
  valuesMap: described<HandoverKind>({
    ADF_EMAIL: 'ADF 1.0 as the plain text of an e-mail, by a mail server you name.',
    ADF_HTTP: 'ADF 1.0 posted over HTTPS.',
    WEBHOOK: 'JSON posted over HTTPS, signed; moves of leads too.',
  }),
});

/** How far a delivery is, for GraphQL. */
export const HandoverStatusEnum = enumOf(handoverStatuses);
registerEnumType(HandoverStatusEnum, {
  name: 'HandoverStatus',
  description: 'How far handing something over is.',
  valuesMap: described<HandoverStatus>({
    PENDING: 'It is tried until its receiver accepts it.',
    DELIVERED: 'Its receiver accepted it.',
    DEAD: 'It was not accepted for as long as `HANDOVER_RETRIES` says, and given up; `resendHandover` tries it again.',
    WITHDRAWN: 'The lead was given to another dealer before this one accepted it.',
  }),
});

/** What is handed over, for GraphQL. */
export const HandoverSubjectEnum = enumOf(handoverSubjects);
registerEnumType(HandoverSubjectEnum, {
  name: 'HandoverSubject',
  description: 'What is handed over.',
  valuesMap: described<HandoverSubject>({
    LEAD: 'A lead.',
    HAND: 'Another hand its person raised, which joined the lead.',
    MOVE: 'That the lead moved; to webhooks only.',
    ROUTED: 'That another dealer is to answer the lead; to webhooks only.',
    OVERDUE: 'That its dealer did not answer the lead in time; to webhooks only.',
  }),
});

@ObjectType({ description: "Where leads are handed over: those of one dealer, or everybody's." })
export class HandoverTarget {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { nullable: true, description: "Whose leads; null: everybody's." })
  dealerId!: string | null;
  @Field(() => HandoverKindEnum, { description: 'In which way.' }) kind!: HandoverKind;
  @Field(() => String, { description: 'What you call it.' }) name!: string;
  @Field(() => String, { description: 'Where to; user and password are never shown.' }) url!: string;
  @Field(() => String, { nullable: true, description: 'Whom e-mails are from.' }) from!: string | null;
  @Field(() => String, { nullable: true, description: "The dealer's e-mail address for leads." })
  to!: string | null;
  @Field(() => InstantScalar, { description: 'Leads made from then on are handed over.' }) createdAt!: Date;
  @Field(() => InstantScalar, { description: 'When it was last set.' }) updatedAt!: Date;
}

@InputType({ description: 'Where leads are to be handed over.' })
export class SetHandoverTargetInput {
  @Field(() => ID, { nullable: true, description: 'The target to change; left out: a new one.' })
  id?: string | null;
  @Field(() => ID, { nullable: true, description: "Whose leads; left out: everybody's." })
  dealerId?: string | null;
  @Field(() => HandoverKindEnum, { description: 'In which way.' }) kind!: HandoverKind;
  @Field(() => String, { description: 'What you call it, at most 120 characters.' }) name!: string;
  @Field(() => String, {
    nullable: true,
    description: 'Where to: `smtps://user:password@mail.example.com:465` for e-mail, else `https://…`. Left out: where it was.', // prettier-ignore
  })
  url?: string | null;
  @Field(() => String, { nullable: true, description: 'Whom e-mails are from; needed for ADF_EMAIL.' })
  from?: string | null;
  @Field(() => String, { nullable: true, description: "The dealer's e-mail address for leads; needed for ADF." }) // prettier-ignore
  to?: string | null;
  @Field(() => Boolean, { defaultValue: false, description: 'Gives a webhook another secret; the one before signs beside it for a day.' }) // prettier-ignore
  newSecret!: boolean;
}

@ObjectType('HandoverProblem', { description: 'One thing wrong with what was asked for.' })
export class HandoverProblemType {
  @Field(() => String, { description: 'Path of the field in the input: `url`.' }) path!: string;
  @Field(() => String, { description: 'What is wrong.' }) message!: string;
  @Field(() => String, { description: 'What to do about it.' }) remedy!: string;
}

@ObjectType({ description: 'Nothing was set; everything that is wrong, at once.' })
export class InvalidHandoverTarget {
  @Field(() => [HandoverProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly HandoverProblem[];
}

@ObjectType({ description: 'The target as it was set.' })
export class HandoverTargetSet {
  @Field(() => HandoverTarget, { description: 'The target.' }) target!: HandoverTarget;
  @Field(() => String, {
    nullable: true,
    description: '`whsec_…`, what webhooks are signed with, where it is new: it is shown this once.',
  })
  secret!: string | null;
}

/** Outcome of `setHandoverTarget`. */
export const SetHandoverTargetOutcome = createUnionType({
  name: 'SetHandoverTargetOutcome',
  description: 'The target, or why nothing was set.',
  types: () => [HandoverTargetSet, InvalidHandoverTarget] as const,
  resolveType: (value: object) => ('problems' in value ? InvalidHandoverTarget : HandoverTargetSet),
});

@ObjectType({ description: 'What came of trying a target with a lead of nobody.' })
export class HandoverTrial {
  @Field(() => Boolean, { description: 'Whether the receiver took it.' }) accepted!: boolean;
  @Field(() => String, { nullable: true, description: 'Why not; null where it did.' })
  failure!: string | null;
  @Field(() => Int, { description: 'How long it took, in milliseconds.' }) tookMs!: number;
}

@ObjectType({ description: 'One thing handed over to one target, as often as it takes, under one id.' })
export class HandoverDelivery {
  @Field(() => ID, { description: 'Unique id; it is in every message, and the same each time.' }) id!: string;
  @Field(() => ID, { description: 'The target.' }) targetId!: string;
  @Field(() => ID, { description: 'The lead.' }) leadId!: string;
  @Field(() => HandoverSubjectEnum, { description: 'What is handed over.' }) subject!: HandoverSubject;
  @Field(() => HandoverStatusEnum, { description: 'How far it is.' }) status!: HandoverStatus;
  @Field(() => Boolean, { description: 'Whether somebody asked for it once more.' }) isResent!: boolean;
  @Field(() => Int, { description: 'How often it was tried, since it was last asked for.' }) tries!: number;
  @Field(() => String, { nullable: true, description: 'Why the last try failed.' })
  lastFailure!: string | null;
  @Field(() => InstantScalar, { description: 'When it was made.' }) createdAt!: Date;
  @Field(() => InstantScalar, { nullable: true, description: 'When it is tried next; null when it is over.' })
  dueAt!: Date | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was accepted, or given up.' })
  settledAt!: Date | null;
}

/** A page of deliveries. */
export const HandoverDeliveryConnection = connectionOf(HandoverDelivery, 'HandoverDelivery');

/** Which deliveries to list. */
@ArgsType()
export class HandoverDeliveriesArgs extends PageArgs {
  @Field(() => HandoverStatusEnum, { nullable: true, description: 'Only those that are so far.' })
  status?: HandoverStatus | null;
  @Field(() => ID, { nullable: true, description: 'Only those of this lead.' }) leadId?: string | null;
  @Field(() => ID, { nullable: true, description: 'Only those to this target.' }) targetId?: string | null;
}

export function toTarget({ id, dealerId, kind, name, address, createdAt, updatedAt }: Target): HandoverTarget {
  const { from, to } = address;
  return { id, dealerId, kind, name, url: shownUrl(address.url), from, to, createdAt, updatedAt };
} // prettier-ignore

export function toTargetAnswer(
  outcome: SetTarget | InvalidHandoverTarget,
): HandoverTargetSet | InvalidHandoverTarget {
  // prettier-ignore
  return 'problems' in outcome ? outcome : { target: toTarget(outcome.target), secret: outcome.secret };
}

export function toTrial({ failure, tookMs }: Trial): HandoverTrial {
  return { accepted: failure === null, failure, tookMs };
}

export function toDelivery(delivery: Delivery): HandoverDelivery {
  const { id, targetId, leadId, subject, status, isResent, tries, lastFailure, createdAt, dueAt, settledAt } = delivery; // prettier-ignore
  const next = status === 'PENDING' ? dueAt : null;
  return { id, targetId, leadId, subject, status, isResent, tries, lastFailure, createdAt, dueAt: next, settledAt }; // prettier-ignore
}

export function toTargetDraft({ id, dealerId, kind, name, url, from, to, newSecret }: SetHandoverTargetInput): TargetDraft {
  return { id: id ?? null, dealerId: dealerId ?? null, kind, name, url: text(url), from: text(from), to: text(to), newSecret };
} // prettier-ignore

function text(value: string | null | undefined): string | null {
  const trimmed = (value ?? '').trim();
  return trimmed === '' ? null : trimmed;
}
