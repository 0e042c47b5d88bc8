import { z } from 'zod';

/**
 * Where approval stands. `OPEN`: being written, not handed in. What it is about is the proposed change where there is one,
 * else the campaign's content itself.
 */
export const approvalStates = ['OPEN', 'SUBMITTED', 'SENT_BACK', 'APPROVED'] as const;
export type ApprovalState = (typeof approvalStates)[number];

/** Approval of a campaign's content: who wrote it since it was last approved, who handed it in, who decided. By ids of keys. */
export const approvalSchema = z.object({
  state: z.enum(approvalStates).default('OPEN'),
  authors: z.array(z.string()).default([]),
  submittedBy: z.string().nullable().default(null),
  submittedAt: z.iso.datetime().nullable().default(null),
  decidedBy: z.string().nullable().default(null),
  decidedAt: z.iso.datetime().nullable().default(null),
  /** Why it was sent back. */
  reason: z.string().nullable().default(null),
});
export type Approval = z.infer<typeof approvalSchema>;
/** Approval as it lies in the database. */
export type StoredApproval = z.input<typeof approvalSchema>;

/** Nobody wrote anything yet. */
export const openApproval: Approval = approvalSchema.parse({});
