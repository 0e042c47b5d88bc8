import { z } from 'zod';
import { contactKeysOf, contactKinds, type ContactKeys } from './lead/contact-keys.js';

/** A column that holds personal data, each value sealed for its tenant; null where there is none. */
export interface SealedColumn {
  readonly table: string;
  readonly column: string;
}

/**
 * Where personal data lies, all of it: whatever is kept of a person and must be readable again is in one of these
 * columns. A value opens only in the column and for the tenant it was sealed for; `keys:rotate` goes through them all.
 */
export const sealedColumns = {
  /** The id as its sender wrote it; it is found by its keyed hash. */
  identityValue: { table: 'identities', column: 'sealed_value' },
  /** What was told under it, and when. */
  identityTraits: { table: 'identities', column: 'sealed_traits' },
  /** The household somebody lives in, as its sender wrote it; its members are found by its keyed hash. */
  household: { table: 'household_members', column: 'sealed_household' },
  /** Why somebody joined two people, in their own words. */
  mergeReason: { table: 'profile_merges', column: 'sealed_reason' },
  /** What of an event's properties and context is about the person. */
  eventPersonal: { table: 'events', column: 'sealed' },
  /** What was sent and not understood: anything may be in it. */
  rejectedPayload: { table: 'rejected_events', column: 'sealed_payload' },
  /** What is understood of it, where that is enough to be understood anew. */
  rejectedReport: { table: 'rejected_events', column: 'sealed_reported' },
  /** How to reach who raised a hand, what they wrote and agreed to. */
  leadPersonal: { table: 'leads', column: 'sealed' },
  /** The same, of each hand they raised. */
  leadHand: { table: 'lead_hands', column: 'sealed' },
  /** What was said of a lead when it was moved. */
  leadMoveNote: { table: 'lead_moves', column: 'sealed_note' },
  /** Under which ids somebody booked a test drive, how to reach them and what they wrote. */
  testDrivePersonal: { table: 'test_drive_bookings', column: 'sealed' },
  /** By which band of which partner somebody's fee was settled. */
  driveFeeReason: { table: 'test_drive_programme_drives', column: 'sealed_fee_reason' },
  /** What opens the box with the key of a car: no person's, and as well kept. */
  driveKeyCode: { table: 'test_drive_programme_drives', column: 'sealed_key_code' },
  /** What a payment system calls somebody's deposit or fee. */
  driveStatement: { table: 'test_drive_statements', column: 'sealed_reference' },
  /** What whoever checked an identity calls the check. */
  identityCheck: { table: 'test_drive_identity_checks', column: 'sealed_reference' },
  /** The order somebody's discount went into. */
  discountOrder: { table: 'test_drive_redemptions', column: 'sealed_order' },
  /** The band a partner has somebody in. */
  partnerBand: { table: 'test_drive_partner_bands', column: 'sealed_band' },
  /** An id that stands on an uploaded list; it is found by its keyed hash. */
  listedId: { table: 'audience_list_entries', column: 'sealed_value' },
  /** How many people of a shard are how, for minutes: of some there is one only. */
  audienceAnswer: { table: 'audience_answers', column: 'sealed_answer' },
  /** Everything kept of a person, made for them to read. */
  rightsDocument: { table: 'rights_document_parts', column: 'sealed' },
  /** Hashed addresses of people who may be handed on, made for a marketer to fetch. */
  exportPart: { table: 'audience_export_parts', column: 'sealed' },
  /** Where changes of audiences are sent, and what they are signed with: no person's, and as well kept. */
  subscriptionTarget: { table: 'segment_subscriptions', column: 'sealed_target' },
  /** Where leads are handed over, and what it takes to be let in there: no person's, and as well kept. */
  handoverAddress: { table: 'handover_targets', column: 'sealed_address' },
} as const satisfies Record<string, SealedColumn>;

/** A column of keyed hashes: what it is hashed of stands sealed beside it; null where that is. */
export interface HashedColumn {
  readonly table: string;
  readonly column: string;
  /** What kind of id it is, as SQL: a column of the table, or one kind for all of its rows. */
  readonly kind: string;
  readonly of: SealedColumn;
  /** What of the opened text is hashed, where that is not all of it. */
  readonly part?: (opened: string) => string;
}

/** The columns that people are found by. `keys:rehash` goes through them all. */
export const hashedColumns: readonly HashedColumn[] = [
  { table: 'identities', column: 'hash', kind: 'kind', of: sealedColumns.identityValue },
  { table: 'household_members', column: 'hash', kind: `'household'`, of: sealedColumns.household },
  { table: 'audience_list_entries', column: 'hash', kind: 'kind', of: sealedColumns.listedId },
  { table: 'lead_hands', column: 'email_hash', kind: `'${contactKinds.email}'`, of: sealedColumns.leadHand, part: (said) => keysSaid(said).email ?? '' }, // prettier-ignore
  { table: 'lead_hands', column: 'phone_hash', kind: `'${contactKinds.phone}'`, of: sealedColumns.leadHand, part: (said) => keysSaid(said).phone ?? '' }, // prettier-ignore
];

const saidSchema = z.object({
  contact: z.object({ email: z.string().nullish(), phone: z.string().nullish() }),
});

/** How whoever raised a hand said they are reached, out of what is sealed of it. */
export function keysSaid(said: string): ContactKeys {
  const { email, phone } = saidSchema.parse(JSON.parse(said)).contact;
  return contactKeysOf({ ...(email ? { email } : {}), ...(phone ? { phone } : {}) });
}

/** What is hashed of a household's id. */
export function householdText(tenantId: string, household: string): string {
  return identityText({ tenantId, kind: 'household', value: household });
}

/** What is hashed of an id: the same id of two tenants, or of two kinds, is two. Stored hashes depend on it. */
export function identityText(id: {
  readonly tenantId: string;
  readonly kind: string;
  readonly value: string;
}): string {
  return `${id.tenantId}\n${id.kind}\n${id.value}`;
}
