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
export type LeadNewsItem = { readonly tenantId: string; readonly leadId: string } & (
  | { readonly what: 'MADE'; readonly identityId: string | null; readonly dealerId: string | null }
  /** Its person, or who is reached alike, raised another hand: the identity is that of the hand. */
  | {
      readonly what: 'JOINED';
      readonly identityId: string | null;
      readonly dealerId: string | null;
      readonly handId: string;
    }
  /** Another dealer is to answer it. */
  | { readonly what: 'ROUTED'; readonly identityId: string | null; readonly dealerId: string | null }
  /** It stands alone again, and its dealer is to answer it, from then on. */
  | {
      readonly what: 'RETURNED';
      readonly identityId: string | null;
      readonly dealerId: string | null;
      readonly since: Date;
    }
  /** Its dealer did not answer it in time. */
  | { readonly what: 'OVERDUE'; readonly identityId: string | null; readonly dealerId: string | null }
  | { readonly what: 'MOVED'; readonly moveId: string; readonly move: LeadMoved }
);
