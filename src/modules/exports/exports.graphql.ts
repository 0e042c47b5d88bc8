import { Field, Float, ID, Int, ObjectType, registerEnumType } from '@nestjs/graphql';
import { exportEnds, exportStatuses, exportTargets, type AudienceExportEntity, type ExportEnd, type ExportStatus, type ExportTarget } from '../../models/export/audience-export.entity.js'; // prettier-ignore
import type { Purpose } from '../../models/consent/purpose.js';
import { PurposeEnum } from '../consent/consent.graphql.js';
import { batchesOf } from './batches.js';
import { connectionOf } from '../platform/graphql/connection.js';
import { described, enumOf } from '../platform/graphql/enums.js';
import { InstantScalar } from '../platform/graphql/scalars.js';

/** Companies an audience is handed on to, for GraphQL. */
export const ExportTargetEnum = enumOf(exportTargets);
registerEnumType(ExportTargetEnum, {
  name: 'AudienceExportTarget',
  description: 'Whom an audience is made ready for. Each company writes addresses in its own way before they are hashed (SHA-256).', // prettier-ignore
  valuesMap: described<ExportTarget>({
    GOOGLE_CUSTOMER_MATCH:
      'Google Ads, Customer Match: e-mail in lower case, phone as +44…, the name with country and postal code.',
    META_CUSTOM_AUDIENCE: 'Meta, custom audience: e-mail in lower case, phone in digits only, the name. Audiences that imply financial status are refused.', // prettier-ignore
    TIKTOK_CUSTOM_AUDIENCE: 'TikTok, custom audience: e-mail in lower case without +tag, phone as +44….',
    CSV: 'Other programs of your own: user, CRM and loyalty ids as you gave them, and no address.',
  }),
});

/** How far an export is, for GraphQL. */
export const ExportStatusEnum = enumOf(exportStatuses);
registerEnumType(ExportStatusEnum, {
  name: 'AudienceExportStatus',
  description: 'How far an export is.',
  valuesMap: described<ExportStatus>({
    WAITING: 'For a worker, or for its segment to be applied to everyone known.',
    RUNNING: 'A worker is at it.',
    DONE: 'The file lies ready.',
    EXPIRED: 'The file is gone, or was not made; `endedBy` says why.',
  }),
});

/** Why a file is gone, for GraphQL. */
export const ExportEndEnum = enumOf(exportEnds);
registerEnumType(ExportEndEnum, {
  name: 'AudienceExportEnd',
  description: "Why an export's file is gone, or was not made.",
  valuesMap: described<ExportEnd>({
    TIME: 'It lay ready for a week.',
    ERASURE: 'Somebody in it was erased. Ask for it again: it is made without them.',
    CONSENT: 'When it was fetched, somebody in it no longer allowed AUDIENCE_EXPORT or ADS. Ask for it again: it is made without them.', // prettier-ignore
    FINANCIAL: 'It was not made: since it was asked for, its segment came to speak of financial status, which Meta does not take. Change the segment and ask again, or export another.', // prettier-ignore
  }),
});

@ObjectType({ description: 'How many members were left out for lack of one consent.' })
export class WithheldMembers {
  @Field(() => PurposeEnum, { description: 'What they do not allow; who denies both counts with AUDIENCE_EXPORT.' }) // prettier-ignore
  purpose!: Purpose;
  @Field(() => Int, { description: 'How many.' }) count!: number;
}

@ObjectType({ description: 'An audience made ready to be handed on: who asked, for whom, how many. It stays for good and names no person.' }) // prettier-ignore
export class AudienceExport {
  @Field(() => ID, { description: 'Unique id.' }) id!: string;
  @Field(() => ID, { description: 'The segment.' }) segmentId!: string;
  @Field(() => ExportTargetEnum, { description: 'For whom it is made.' }) target!: ExportTarget;
  @Field(() => ExportStatusEnum, { description: 'How far it is.' }) status!: ExportStatus;
  @Field(() => InstantScalar, { description: 'When it was asked for.' }) requestedAt!: Date;
  @Field(() => ID, { description: 'Public id of the key that asked.' }) requestedBy!: string;
  @Field(() => Float, { description: 'Share of the work that is done, 0 to 1.' }) progress!: number;
  @Field(() => Int, { description: 'Members looked at so far: exported, withheld and unreachable together.' })
  members!: number;
  @Field(() => Int, { description: 'Members in the file.' }) exported!: number;
  @Field(() => [WithheldMembers], { description: 'Members left out as they do not allow it.' })
  withheld!: readonly WithheldMembers[];
  @Field(() => Int, { description: 'Members of whom nothing is known that the target takes.' })
  unreachable!: number;
  @Field(() => Int, { description: 'How many batches of 10,000 rows the file makes: `filePath?batch=1` and so on.' }) // prettier-ignore
  batches!: number;
  @Field(() => InstantScalar, { nullable: true, description: 'When the file was made.' })
  completedAt!: Date | null;
  @Field(() => String, { nullable: true, description: 'Path of the file, CSV, to be fetched with a marketer or admin key until `expiresAt`.' }) // prettier-ignore
  filePath!: string | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When the file is forgotten, or was.' })
  expiresAt!: Date | null;
  @Field(() => ExportEndEnum, { nullable: true, description: 'Why the file is gone, or was not made.' })
  endedBy!: ExportEnd | null;
  @Field(() => InstantScalar, { nullable: true, description: 'When the file was first fetched.' })
  fetchedAt!: Date | null;
  @Field(() => ID, { nullable: true, description: 'Public id of the key that first fetched it.' })
  fetchedBy!: string | null;
}

/** A page of exports. */
export const AudienceExportConnection = connectionOf(AudienceExport, 'AudienceExport');

export function toAudienceExport(audience: AudienceExportEntity): AudienceExport {
  const { id, segmentId, target, status, requestedAt, requestedBy, completedAt, fetchedAt, fetchedBy, expiresAt, endedBy } = audience; // prettier-ignore
  const batches = batchesOf(audience.lines);
  const { exported, withheldExport, withheldAds, unreachable, membersExpected } = audience;
  const members = exported + withheldExport + withheldAds + unreachable;
  const isMade = completedAt !== null;
  const share = membersExpected === 0 ? 0 : Math.min(1, members / membersExpected);
  const withheld = [
    { purpose: 'AUDIENCE_EXPORT' as const, count: withheldExport },
    { purpose: 'ADS' as const, count: withheldAds },
  ];
  const filePath = status === 'DONE' ? `/v1/audience-exports/${id}/file` : null;
  return { id, segmentId, target, status, requestedAt, requestedBy, completedAt, fetchedAt, fetchedBy, expiresAt, endedBy, members, exported, unreachable, withheld, batches, filePath, progress: isMade ? 1 : share }; // prettier-ignore
}
