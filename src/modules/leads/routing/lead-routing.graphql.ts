import { createUnionType, Field, ID, InputType, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import type { LeadEscalationEntity } from '../../../models/lead/lead-escalation.entity.js';
import type { LeadRouteEntity } from '../../../models/lead/lead-route.entity.js';
import { routeCauses, routeReasons, type RouteCause, type RouteReason, type RouteReasonCode } from '../../../models/lead/lead-route.js'; // prettier-ignore
import type { LeadSettingsEntity } from '../../../models/lead/lead-settings.entity.js';
import type { LeadStatus } from '../../../models/lead/lead-status.js';
import { described, enumOf } from '../../platform/graphql/enums.js';
import { InstantScalar } from '../../platform/graphql/scalars.js';
import { Lead, LeadProblemType, LeadStatusName, toLead } from '../leads.graphql.js';
import { LeadNotFound } from '../life/lead-life.graphql.js';
import type { LeadSettingsOutcome } from '../response/lead-settings.js';
import type { RerouteOutcome } from './lead-routing.js';

/** Why a dealer was chosen, for GraphQL. */
export const RouteReasonName = enumOf(routeReasons);
registerEnumType(RouteReasonName, {
  name: 'LeadRouteReasonCode',
  description: 'Why a dealer was chosen for a lead, or passed over.',
  valuesMap: described<RouteReasonCode>({
    ASKED_FOR: 'Chosen: the lead came for them by name.',
    HAS_THE_CAR: 'Chosen: the car stands there.',
    HAD_THE_OTHER: 'They had a lead of the same person that this one stands for now.',
    ONLY_DEALER: 'Chosen: there is no other.',
    HAS_THE_MODEL: 'Chosen: they have the model for sale.',
    NEAR: 'Chosen: nobody as fit is nearer by 10 km.',
    WAITED_LONGEST: 'Chosen: of those as fit and near it is their turn.',
    OTHER_MAKES: 'Passed over: they sell other makes.',
    AT_CAPACITY: 'Passed over: they have as many leads as they take on in a day.',
    NOBODY_HAS_ROOM:
      'All who could take it on have as many as they take on in a day, so it goes to one of them all the same.',
    HAD_IT_BEFORE: 'Passed over: they had it before.',
    NOBODY_CAN: 'Nobody was chosen: no dealer can take it on.',
    TOO_LONG_AGO: 'Nobody was chosen: it was raised long before we were told of it.',
    NOTHING_TO_GO_BY: 'Nobody was chosen: it names neither a car nor a place.',
  }),
});

/** What had a lead routed, for GraphQL. */
export const RouteCauseName = enumOf(routeCauses);
registerEnumType(RouteCauseName, {
  name: 'LeadRouteCause',
  description: 'What had a lead routed.',
  valuesMap: described<RouteCause>({
    MADE: 'It came.',
    JOINED: 'A further hand named what to go by.',
    ASKED: 'Somebody asked by `rerouteLead`.',
    OVERDUE: 'Its dealer did not answer.',
  }),
});

@ObjectType('LeadRouteReason', { description: 'One reason for a choice of dealer.' })
export class LeadRouteReason {
  @Field(() => RouteReasonName, { description: 'The reason for programs.' }) code!: RouteReasonCode;
  @Field(() => ID, { nullable: true, description: 'The dealer it is about; null where it is about all.' })
  dealerId!: string | null;
  @Field(() => String, { description: 'The reason for people.' }) sentence!: string;
}

@ObjectType({ description: 'One choice of a dealer for a lead.' })
export class LeadRoute {
  @Field(() => Int, { description: 'Its place among the choices for its lead, from 1.' }) number!: number;
  @Field(() => ID, { nullable: true, description: 'The dealer; null where nobody was found.' })
  dealerId!: string | null;
  @Field(() => RouteCauseName, { description: 'What had it routed.' }) cause!: RouteCause;
  @Field(() => [LeadRouteReason], { description: 'Why they, and why not who stands to reason.' })
  reasons!: readonly RouteReason[];
  @Field(() => InstantScalar, { description: 'When.' }) at!: Date;
}

@ObjectType({ description: 'That nobody answered a lead in time.' })
export class LeadEscalation {
  @Field(() => Int, { description: 'Its place among those of its lead, from 1.' }) number!: number;
  @Field(() => ID, { nullable: true, description: 'The dealer who should have.' }) dealerId!: string | null;
  @Field(() => InstantScalar, { description: 'Until when they should have.' }) dueAt!: Date;
  @Field(() => InstantScalar, { description: 'When it was noticed.' }) at!: Date;
}

@ObjectType({ description: 'Another dealer is to answer the lead.' })
export class LeadRerouted {
  @Field(() => Lead, { description: 'The lead.' }) lead!: Lead;
}

@ObjectType({ description: 'No other dealer can take the lead on; it stays where it is.' })
export class NoDealerForLead {
  @Field(() => [LeadRouteReason], { description: 'Why not.' }) reasons!: readonly RouteReason[];
}

@ObjectType({ description: 'Nobody works on the lead any more.' })
export class LeadIsClosed {
  @Field(() => LeadStatusName, { description: 'Where it stands.' }) status!: LeadStatus;
}

/** Outcome of `rerouteLead`. */
export const RerouteLeadOutcome = createUnionType({
  name: 'RerouteLeadOutcome',
  description: 'The lead with its new dealer, or why it has none.',
  types: () => [LeadRerouted, LeadNotFound, LeadIsClosed, NoDealerForLead] as const,
  resolveType: (value: RerouteAnswer) => {
    if ('lead' in value) return LeadRerouted;
    if ('reasons' in value) return NoDealerForLead;
    return 'status' in value ? LeadIsClosed : LeadNotFound;
  },
});
/** One of its members. */
export type RerouteAnswer = LeadRerouted | LeadNotFound | LeadIsClosed | NoDealerForLead;

@InputType({ description: 'How soon leads are to be answered.' })
export class LeadSettingsInput {
  @Field(() => ID, { nullable: true, description: 'The dealer; left out: every dealer without its own.' })
  dealerId?: string | null;
  @Field(() => Int, { nullable: true, description: 'Opening minutes until somebody has answered, 1 to 20,160; left out: the settings are taken back.' }) // prettier-ignore
  responseMinutes?: number | null;
  @Field(() => Int, { nullable: true, description: 'Opening minutes until another dealer gets it, from the same start; left out: it stays.' }) // prettier-ignore
  rerouteMinutes?: number | null;
}

@ObjectType('LeadSettings', { description: 'How soon leads are to be answered.' })
export class LeadSettingsType {
  @Field(() => ID, { nullable: true, description: 'The dealer; null: every dealer without its own.' })
  dealerId!: string | null;
  @Field(() => Int, { description: 'Opening minutes until somebody has answered.' }) responseMinutes!: number;
  @Field(() => Int, { nullable: true, description: 'Opening minutes until another dealer gets it; null: it stays.' }) // prettier-ignore
  rerouteMinutes!: number | null;
  @Field(() => InstantScalar, { description: 'When they were set.' }) updatedAt!: Date;
}

@ObjectType({ description: 'All settings that count now.' })
export class LeadSettingsList {
  @Field(() => [LeadSettingsType], { description: 'Of each dealer with its own, and of all others.' })
  settings!: readonly LeadSettingsType[];
}

@ObjectType({ description: 'Nothing was set; everything that is wrong, at once.' })
export class InvalidLeadSettings {
  @Field(() => [LeadProblemType], { description: 'What is wrong and what to do.' })
  problems!: readonly LeadProblemType[];
}

/** Outcome of `setLeadSettings`. */
export const SetLeadSettingsOutcome = createUnionType({
  name: 'SetLeadSettingsOutcome',
  description: 'All settings that count now, or what was wrong.',
  types: () => [LeadSettingsList, InvalidLeadSettings] as const,
  resolveType: (value: LeadSettingsList | InvalidLeadSettings) =>
    'problems' in value ? InvalidLeadSettings : LeadSettingsList,
});

export function toRoute({ number, dealerId, cause, reasons, routedAt: at }: LeadRouteEntity): LeadRoute {
  return { number, dealerId, cause, reasons, at };
}

export function toEscalation({
  number,
  dealerId,
  dueAt,
  escalatedAt: at,
}: LeadEscalationEntity): LeadEscalation {
  // prettier-ignore
  return { number, dealerId, dueAt, at };
}

export function toRerouteAnswer(outcome: RerouteOutcome): RerouteAnswer {
  switch (outcome.kind) {
    case 'ROUTED':
      return { lead: toLead(outcome.lead) };
    case 'NOT_FOUND':
      return { message: 'There is no such lead. Take an id of `leads`.' };
    case 'CLOSED':
      return { status: outcome.status };
    case 'NOBODY':
      return { reasons: outcome.reasons };
  }
}

export function toLeadSettings({
  dealerId,
  responseMinutes,
  rerouteMinutes,
  updatedAt,
}: LeadSettingsEntity): LeadSettingsType {
  // prettier-ignore
  return { dealerId, responseMinutes, rerouteMinutes, updatedAt };
}

export function toSettingsAnswer(outcome: LeadSettingsOutcome): LeadSettingsList | InvalidLeadSettings {
  return 'problems' in outcome ? outcome : { settings: outcome.all.map(toLeadSettings) };
}
