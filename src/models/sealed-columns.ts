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
  /** Everything kept of a person, made for them to read. */
  rightsDocument: { table: 'rights_document_parts', column: 'sealed' },
  /** Hashed addresses of people who may be handed on, made for a marketer to fetch. */
  exportPart: { table: 'audience_export_parts', column: 'sealed' },
} as const satisfies Record<string, SealedColumn>;

/** The one column that people are found by: keyed hashes of what stands sealed beside it. */
export const hashedIdentity = {
  table: 'identities',
  column: 'hash',
  kind: 'kind',
  of: sealedColumns.identityValue,
} as const;

/** What is hashed of an id: the same id of two tenants, or of two kinds, is two. Stored hashes depend on it. */
export function identityText(id: {
  readonly tenantId: string;
  readonly kind: string;
  readonly value: string;
}): string {
  return `${id.tenantId}\n${id.kind}\n${id.value}`;
}
