import { Injectable } from '@nestjs/common';
import type { Problem } from '../../../models/campaign/problem.js';
import type { Caller } from '../../../models/caller.js';
import { AppError } from '../../platform/app-error.js';
import type { CampaignInput } from '../campaign-draft.js';
import { campaignsError } from '../campaigns.errors.js';
import type { CampaignFilter, WholeCampaign } from '../campaigns.repository.js';
import { CampaignsService } from '../campaigns.service.js';

/** Most campaigns that one call changes. */
export const mostAtOnce = 200;

/** Which campaigns: by their ids, or all that fit. */
export type CampaignSelection = { readonly ids: readonly string[] } | { readonly filter: CampaignFilter };

/** What came of one of them. */
export interface BulkEdit {
  readonly id: string;
  readonly outcome: WholeCampaign | { readonly problems: Problem[] } | { readonly fault: AppError };
} // prettier-ignore

/** Changes many campaigns in the same way. */
@Injectable()
export class BulkEditsService {
  constructor(private readonly campaigns: CampaignsService) {}

  /**
   * Changes one after the other, each for itself: what is wrong with one keeps no other from being changed. Sent again, it changes nothing
   * that is changed already, so a call that was cut off may be repeated.
   * @throws AppError TOO_MANY_CAMPAIGNS
   */
  async update(caller: Caller, selection: CampaignSelection, input: CampaignInput): Promise<BulkEdit[]> {
    const edits: BulkEdit[] = [];
    for (const id of await this.idsOf(caller, selection))
      edits.push({ id, outcome: await this.one(caller, id, input) });
    return edits;
  }

  private async one(caller: Caller, id: string, input: CampaignInput): Promise<BulkEdit['outcome']> {
    try {
      return await this.campaigns.update(caller, id, input);
    } catch (fault) {
      if (fault instanceof AppError) return { fault };
      throw fault;
    }
  }

  private async idsOf(caller: Caller, selection: CampaignSelection): Promise<readonly string[]> {
    const ids = 'ids' in selection ? [...new Set(selection.ids)] : await this.fitting(caller, selection.filter);
    if (ids.length > mostAtOnce)
      throw campaignsError('TOO_MANY_CAMPAIGNS', 'invalid', `These are more than ${mostAtOnce} campaigns; name fewer, or narrow the filter.`);
    return ids;
  } // prettier-ignore

  private async fitting(caller: Caller, filter: CampaignFilter): Promise<string[]> {
    const found = await this.campaigns.list(caller, filter, { limit: mostAtOnce, afterKey: null });
    return found.map(({ campaign }) => campaign.id);
  }
}
