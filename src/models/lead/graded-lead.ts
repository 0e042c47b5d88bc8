import type { LeadGrade } from '../prediction/scores.js';

/** What others may know of a lead: how it was graded, when, and whose it is. */
export interface GradedLead {
  readonly tenantId: string;
  readonly id: string;
  readonly profileId: string;
  /** Null of an old lead whose identity is not known: nothing is noted of it. */
  readonly identityId: string | null;
  readonly grade: LeadGrade;
  readonly scoredAt: Date;
  /** Of this grading, where it is not the first: each is a note of its own. */
  readonly noteId?: string;
}
