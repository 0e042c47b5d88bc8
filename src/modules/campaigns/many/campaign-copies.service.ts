import { Injectable } from '@nestjs/common';
import { v5 as uuidv5 } from 'uuid';
import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import type { Problem } from '../../../models/campaign/problem.js';
import type { Caller } from '../../../models/caller.js';
import { CampaignChanges } from '../campaign-changes.js';
import type { WholeCampaign } from '../campaigns.repository.js';
import { CampaignsService } from '../campaigns.service.js';
import { inOrder } from '../content.js';

/** A copy to make. */
export interface CopyWish {
  readonly id: string;
  /** The same key of the same sender makes one copy, however often it asks. */
  readonly idempotencyKey: string;
  /** Absent: the name it has, and `(copy)`. */
  readonly name?: string | null | undefined;
}

const longest = { name: 120, key: 200 };

/** Makes campaigns out of campaigns. */
@Injectable()
export class CampaignCopiesService {
  constructor(
    private readonly campaigns: CampaignsService,
    private readonly changes: CampaignChanges,
  ) {}

  /**
   * Makes a draft that says what a campaign says, or is proposed to say, with creatives of its own; archived ones are left out.
   * @throws AppError CAMPAIGN_NOT_FOUND, SEGMENT_NOT_FOUND
   */
  async duplicate(caller: Caller, { id, idempotencyKey, name }: CopyWish): Promise<WholeCampaign | { problems: Problem[] }> {
    const problems = [
      ...lengthProblems('idempotencyKey', idempotencyKey, longest.key),
      ...(typeof name === 'string' ? lengthProblems('name', name.trim(), longest.name) : []),
    ];
    if (problems.length > 0) return { problems };
    const { campaign, content } = await this.campaigns.get(caller, id);
    const said = campaign.proposal ?? content;
    const copyId = uuidv5(`campaign-copy:${caller.keyId}:${campaign.id}:${idempotencyKey}`, caller.tenantId);
    const called = name?.trim() ?? `${said.name.slice(0, longest.name - ' (copy)'.length)} (copy)`;
    const deed = { deed: 'DUPLICATED' as const, note: campaign.id };
    await this.changes.make(caller, copyId, deed, (now) => copyOf({ ...said, name: called }, copyId, now));
    return this.campaigns.get(caller, copyId);
  } // prettier-ignore
}

/** The same with creatives of its own, made one after the other so that they keep their order. */
function copyOf(content: CampaignContent, copyId: string, now: Date): CampaignContent {
  const active = content.creatives.filter(({ status }) => status === 'active');
  const creatives = active.map((creative, index) => ({
    ...creative,
    id: uuidv5(creative.id, copyId),
    createdAt: new Date(now.getTime() + index).toISOString(),
  }));
  return inOrder({ ...content, creatives });
}

function lengthProblems(path: string, text: string, most: number): Problem[] {
  if (text !== '' && text.length <= most) return [];
  return [{ path, message: `It has ${text.length} characters.`, remedy: `Give 1 to ${most}.` }];
}
