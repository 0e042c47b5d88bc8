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
import { sentKinds } from '../../models/profile/identity.entity.js';
import { rightsKinds, rightsStatuses, type RightsKind, type RightsRequestEntity, type RightsStatus } from '../../models/rights/rights-request.entity.js'; // prettier-ignore
import { connectionOf } from '../platform/graphql/connection.js';
import { InstantScalar } from '../platform/graphql/scalars.js';
import { enumOf } from '../platform/graphql/enums.js';
import type { ProfileMention } from '../profiles/profiles.service.js';
import type { RectifiedFact } from './rectification.js';

/** Kinds of request, for GraphQL. */
export const RightsKindEnum = enumOf(rightsKinds);
registerEnumType(RightsKindEnum, {
  name: 'RightsKind',
  description: 'What a person may ask of you with regard to their data, and that takes a while.',
  valuesMap: {
    ACCESS: { description: 'To see everything kept of them, what was inferred and why included.' },
    PORTABILITY: { description: 'To take elsewhere what they gave and did.' },
    ERASURE: { description: 'To be forgotten.' },
  },
});

/** How far a request is, for GraphQL. */
export const RightsStatusEnum = enumOf(rightsStatuses);
registerEnumType(RightsStatusEnum, {
  name: 'RightsStatus',
  description: 'How far a request is.',
  valuesMap: {
    WAITING: { description: 'For a worker.' },
    RUNNING: { description: 'A worker is at it.' },
    SETTLING: { description: 'Erased; in some seconds we look once more for what was under way meanwhile.' },
    DONE: { description: 'Granted.' },
  },
});

@InputType({ isOneOf: true, description: 'A person, by exactly one of their ids.' })
export class PersonInput {
  @Field(() => ID, { nullable: true, description: 'Id of their profile.' }) profileId?: string;
  @Field(() => String, { nullable: true, description: 'Your own customer id.' }) userId?: string;
  @Field(() => String, { nullable: true, description: 'Id of a browser or device.' }) anonymousId?: string;
  @Field(() => String, { nullable: true, description: "Number in a dealer's customer file." }) crmId?: string;
  @Field(() => String, { nullable: true, description: 'Number in a loyalty programme.' }) loyaltyId?: string;
  @Field(() => String, { nullable: true, description: 'E-mail address, where it is known to be theirs.' }) email?: string; // prettier-ignore
  @Field(() => String, { nullable: true, description: 'Telephone number, where it is known to be theirs.' }) phone?: string; // prettier-ignore
  @Field(() => String, { nullable: true, description: 'VIN of a car they own.' }) ownedVin?: string;
  @Field(() => String, { nullable: true, description: 'A phone, tablet or head unit of a car.' }) deviceId?: string; // prettier-ignore
}

@InputType({ isOneOf: true, description: 'What a fact is: exactly one of these.' })
export class FactValueInput {
  @Field(() => String, { nullable: true, description: 'A text, a date as ISO 8601 too.' }) text?: string;
  @Field(() => Float, { nullable: true, description: 'A number.' }) number?: number;
  @Field(() => Boolean, { nullable: true, description: 'True or false.' }) truth?: boolean;
  @Field(() => [String], { nullable: true, description: 'Several texts.' }) list?: string[];
}

@InputType({ description: 'A fact about a person, put right.' })
export class FactInput {
  @Field(() => String, { description: 'Name of the fact, as `profile.traits` shows it.' }) name!: string;
  @Field(() => FactValueInput, {
    nullable: true,
    description: 'What is true; null where the fact is to be held no longer.',
  })
  value?: FactValueInput | null;
}

@ObjectType({ description: 'How many records of one kind were erased.' })
export class ErasedTally {
  @Field(() => String, { description: 'Kind of record: `events`, `leads`.' }) what!: string;
  @Field(() => Int, { description: 'How many.' }) count!: number;
}

@ObjectType({ description: 'How many records of one kind stay without the person, as they tie a car, a key or money.' }) // prettier-ignore
export class KeptTally {
  @Field(() => String, { description: 'Kind of record: `testDriveCars`, `testDriveDeposits`.' }) what!: string; // prettier-ignore
  @Field(() => Int, { description: 'How many.' }) count!: number;
  @Field(() => String, { description: 'What ends it: `its car is back`; or the instant in ISO 8601. Then they go by themselves.' }) // prettier-ignore
  until!: string;
}

@ObjectType({ description: 'What a person asked of you, how far it is, and its receipt.' })
export class RightsRequest {
  @Field(() => ID, { description: 'Unique id; the number of the receipt.' }) id!: string;
  @Field(() => RightsKindEnum, { description: 'What was asked.' }) kind!: RightsKind;
  @Field(() => RightsStatusEnum, { description: 'How far it is.' }) status!: RightsStatus;
  @Field(() => InstantScalar, { description: 'When it was asked.' }) requestedAt!: Date;
  @Field(() => ID, { description: 'Public id of the key that asked.' }) requestedBy!: string;
  @Field(() => ID, { nullable: true, description: 'The profile; null once it is erased.' })
  profileId!: string | null;
  @Field(() => Float, { description: 'Share of the work that is done, 0 to 1.' }) progress!: number;
  @Field(() => InstantScalar, { nullable: true, description: 'When it was granted.' })
  completedAt!: Date | null;
  @Field(() => [ErasedTally], { nullable: true, description: 'Of an erasure: what is gone, so far.' })
  erased!: readonly ErasedTally[] | null;
  @Field(() => [KeptTally], { nullable: true, description: 'Of an erasure: what stays for a while, of nobody any more, and until when.' }) // prettier-ignore
  kept!: readonly KeptTally[] | null;
  @Field(() => String, {
    nullable: true,
    description:
      'Path of the document, JSON, to be fetched with an admin key until `expiresAt`; null before it is made and once it is forgotten.',
  })
  documentPath!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When the document is forgotten.' })
  expiresAt!: Date | null;
}

/** A page of requests. */
export const RightsRequestConnection = connectionOf(RightsRequest, 'RightsRequest');

@ObjectType({ description: 'Nobody is known by that id.' })
export class UnknownPerson {
  @Field(() => String, { description: 'What to look at.' }) remedy!: string;
}

@ObjectType({ description: 'What was told of a person is put right.' })
export class RectifiedPerson {
  @Field(() => ID, { description: 'Their profile.' }) profileId!: string;
}

/** What asking for access, portability or erasure answers. */
export const RightsRequestResult = createUnionType({
  name: 'RightsRequestResult',
  description: 'The request, or that nobody is known by the id.',
  types: () => [RightsRequest, UnknownPerson] as const,
});

/** What `rectifyPerson` answers. */
export const RectifyPersonResult = createUnionType({
  name: 'RectifyPersonResult',
  description: 'That it is done, or that nobody is known by the id.',
  types: () => [RectifiedPerson, UnknownPerson] as const,
});

export function toMention({ profileId, ...ids }: PersonInput): ProfileMention {
  if (typeof profileId === 'string') return { id: profileId };
  const kind = sentKinds.find((each) => typeof ids[each] === 'string');
  return kind === undefined ? {} : { identity: { kind, value: ids[kind] ?? '' } };
}

export function toFact({ name, value }: FactInput): RectifiedFact {
  return { name, value: value?.text ?? value?.number ?? value?.truth ?? value?.list ?? null };
}

/** A request as it is at this instant: a document that is forgotten has no path. */
export function toRightsRequest(request: RightsRequestEntity, now: number): RightsRequest {
  const { id, kind, status, requestedAt, requestedBy, profileId, completedAt, receipt, expiresAt } = request;
  const progress = request.steps === 0 ? 1 : request.stepsDone / request.steps;
  const isReady = status === 'DONE' && kind !== 'ERASURE' && profileId !== null;
  const isThere = isReady && expiresAt !== null && expiresAt.getTime() > now;
  const documentPath = isThere ? `/v1/rights/${id}/document` : null;
  const erased = receipt?.filter(({ keptUntil }) => keptUntil === undefined) ?? null;
  const kept = receipt?.flatMap(({ what, count, keptUntil: until }) => (until === undefined ? [] : [{ what, count, until }])) ?? null; // prettier-ignore
  return Object.assign(new RightsRequest(), { id, kind, status, requestedAt, requestedBy, profileId, progress, completedAt, erased, kept, documentPath, expiresAt: isReady ? expiresAt : null }); // prettier-ignore
}

/** That nobody is known by an id, and where to look. */
export function unknownPerson(): UnknownPerson {
  return Object.assign(new UnknownPerson(), {
    remedy: 'Look whether the query profile finds them by that id; an e-mail or phone finds only whom it is verified of.', // prettier-ignore
  });
}
