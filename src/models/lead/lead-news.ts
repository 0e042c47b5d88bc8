/** That a lead moved: from where, where to, why and when. Nothing of the person, and no free text. */
export interface LeadMoved {
  readonly from: string;
  readonly to: string;
  /** Why it was lost, out of a closed set; null of other moves. */
  readonly reason: string | null;
  /** ISO 8601. */
  readonly at: string;
}

/** What happened to a lead, as it is told in the transaction that writes it. */
export type LeadNewsItem = {
  readonly tenantId: string;
  readonly leadId: string;
  readonly identityId: string | null;
} & (
  | { readonly what: 'MADE'; readonly dealerId: string | null }
  | { readonly what: 'MOVED'; readonly moveId: string; readonly move: LeadMoved }
);
