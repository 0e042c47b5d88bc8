import { approvalSchema, openApproval, type Approval } from '../../../models/campaign/approval.js';
import type { Problem } from '../../../models/campaign/problem.js';
import type { CampaignEntity } from '../../../models/campaign/campaign.entity.js';
import { isHeld } from '../holds/held-problems.js';

/** What a person can do to a campaign's approval. */
export type ApprovalAct =
  | { readonly act: 'SUBMIT' | 'WITHDRAW' }
  | { readonly act: 'APPROVE'; readonly version: number; readonly authorsMayApprove: boolean }
  | { readonly act: 'SEND_BACK'; readonly version: number; readonly reason: string };

/** Why something of approval was not done; a closed set. */
export const approvalRefusals = [
  'CHANGED_SINCE',
  'NOT_SUBMITTED',
  'WRITTEN_BY_YOU',
  'NO_REASON',
  'NOT_WHILE_LIVE',
  'HELD',
] as const;
export type ApprovalRefusalCode = (typeof approvalRefusals)[number];

/** Why it was not done, in words. */
export interface ApprovalRefusal {
  readonly code: ApprovalRefusalCode;
  readonly message: string;
  readonly remedy: string;
}

/** Where approval stands after an act: as it did, or anew. Refused where the act may not be done. */
export type Decided = { readonly refused: ApprovalRefusal } | { readonly approval: Approval | 'AS_IT_IS' };

const longestReason = 1_000;

/**
 * Where approval goes from here. Doing again what was done changes nothing, so that a call may be repeated.
 * @param by id of the key that acts
 * @param now milliseconds since the epoch
 */
export function decide(
  campaign: Pick<CampaignEntity, 'approval' | 'proposal' | 'version'>,
  asked: ApprovalAct,
  by: string,
  now: number,
): Decided {
  const approval = approvalSchema.parse(campaign.approval);
  const { state } = approval;
  const at = new Date(now).toISOString();
  switch (asked.act) {
    case 'SUBMIT':
      if (state === 'SUBMITTED' || state === 'APPROVED') return { approval: 'AS_IT_IS' };
      return { approval: { ...approval, state: 'SUBMITTED', submittedBy: by, submittedAt: at, decidedBy: null, decidedAt: null, reason: null } }; // prettier-ignore
    case 'WITHDRAW':
      if (campaign.proposal !== null) return { approval: { ...openApproval, state: 'APPROVED' } };
      return { approval: state === 'SUBMITTED' ? { ...approval, state: 'OPEN' } : 'AS_IT_IS' };
    case 'APPROVE':
      if (state === 'APPROVED') return { approval: 'AS_IT_IS' };
      if (!asked.authorsMayApprove && isAuthor(approval, by)) return refused('WRITTEN_BY_YOU');
      return isReady(campaign, approval, asked.version) ?? { approval: { ...approval, state: 'APPROVED', authors: [], decidedBy: by, decidedAt: at } }; // prettier-ignore
    case 'SEND_BACK': {
      const reason = asked.reason.trim();
      if (reason === '' || reason.length > longestReason) return refused('NO_REASON');
      if (state === 'SENT_BACK' && approval.decidedBy === by && approval.reason === reason) return { approval: 'AS_IT_IS' }; // prettier-ignore
      return isReady(campaign, approval, asked.version) ?? { approval: { ...approval, state: 'SENT_BACK', decidedBy: by, decidedAt: at, reason } }; // prettier-ignore
    }
  }
}

/** Null when it is handed in and still what was looked at. */
function isReady({ version }: Pick<CampaignEntity, 'version'>, { state }: Approval, seen: number): Decided | null {
  if (state !== 'SUBMITTED') return refused('NOT_SUBMITTED');
  return version === seen ? null : refused('CHANGED_SINCE');
} // prettier-ignore

/** What is approved would keep a live campaign from its bounds, or from being shown; or take from an experiment what it shows. */
export function wouldGoWrong(problems: readonly Problem[]): { refused: ApprovalRefusal } {
  const code = problems.every(isHeld) ? 'HELD' : 'NOT_WHILE_LIVE';
  const said = (part: 'message' | 'remedy') => problems.map((problem) => problem[part]).join(' ');
  return { refused: { code, message: `It would go on wrongly. ${said('message')}`, remedy: `Send it back or change it. ${said('remedy')}` } };
} // prettier-ignore

function isAuthor({ authors, submittedBy }: Approval, by: string): boolean {
  return authors.includes(by) || submittedBy === by;
}

const words: Record<Exclude<ApprovalRefusalCode, 'NOT_WHILE_LIVE' | 'HELD'>, [string, string]> = {
  CHANGED_SINCE: [
    'It is no longer what you looked at.',
    'Look at the campaign again and give its version as it is now.',
  ],
  NOT_SUBMITTED: ['It is not handed in.', 'Hand it in with submitCampaign first.'],
  WRITTEN_BY_YOU: [
    'You wrote or handed in some of it, and nobody approves their own.',
    'Let somebody with another key approve it, or let authors approve with setCampaignSettings.',
  ],
  NO_REASON: ['It says no reason, or one too long.', `Say in 1 to ${longestReason} characters what to change.`],
}; // prettier-ignore

function refused(code: keyof typeof words): { refused: ApprovalRefusal } {
  const [message, remedy] = words[code];
  return { refused: { code, message, remedy } };
}
