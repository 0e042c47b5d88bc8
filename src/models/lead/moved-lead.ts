import type { LeadStatus, LostReason } from './lead-status.js';

/** What others may know of a lead that was moved: from where to where, why, when, and whose it is. */
export interface MovedLead {
  readonly tenantId: string;
  /** Of the move. */
  readonly id: string;
  readonly leadId: string;
  readonly from: LeadStatus;
  readonly to: LeadStatus;
  readonly reason: LostReason | null;
  readonly movedAt: Date;
}

/** What others may know of a lead that nobody answered in time: whose it is, and which dealer should have. */
export interface OverdueLead {
  readonly tenantId: string;
  readonly id: string;
  readonly profileId: string;
  /** Null of an old lead whose identity is not known: nothing is noted of it. */
  readonly identityId: string | null;
  readonly dealerId: string | null;
}
