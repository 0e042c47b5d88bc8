import { approvalSchema, openApproval, type Approval } from '../../../models/campaign/approval.js';
import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import type { CampaignEntity } from '../../../models/campaign/campaign.entity.js';
import { isSame, matters } from '../content.js';

/** A campaign as a change finds it. */
export type Changeable = Pick<CampaignEntity, 'status' | 'approval' | 'proposal'>;

/** Where a change goes: nowhere, as it changes nothing; into the campaign at once; or beside it until somebody approves. */
export type Laid =
  { readonly kind: 'SAME' } | { readonly kind: 'DIRECT' | 'PROPOSAL'; readonly approval: Approval };

/**
 * Where a change goes, and where approval stands after it. What may be shown and is approved goes on as it is until its change
 * is approved too; names alone need no approval. Whatever changes has to be handed in again.
 * @param content what is shown
 * @param after what it shall say; laid over the proposal where there is one
 * @param by id of the key that changes it
 */
export function layChange(
  campaign: Changeable,
  content: CampaignContent,
  after: CampaignContent,
  approvalNeeded: boolean,
  by: string,
): Laid {
  if (isSame(campaign.proposal ?? content, after)) return { kind: 'SAME' };
  const approval = approvalSchema.parse(campaign.approval);
  const authors = [...new Set([...approval.authors, by])];
  if (!matters(content, after)) {
    const isBack = campaign.proposal !== null;
    return { kind: 'DIRECT', approval: isBack ? { ...openApproval, state: 'APPROVED' } : approval };
  }
  const asWritten: Approval = { ...openApproval, authors };
  return { kind: approvalNeeded && isInForce(campaign) ? 'PROPOSAL' : 'DIRECT', approval: asWritten };
}

/** Whether its content was let through: approved, or shown from before approval was asked for. */
export function isInForce({ status, approval, proposal }: Changeable): boolean {
  if (status === 'live') return true;
  return status === 'paused' && (proposal !== null || approvalSchema.parse(approval).state === 'APPROVED');
}

/** Whether it may go live where approval is needed. */
export function isApproved({ approval, proposal }: Pick<Changeable, 'approval' | 'proposal'>): boolean {
  return proposal !== null || approvalSchema.parse(approval).state === 'APPROVED';
}
