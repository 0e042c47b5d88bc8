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
