import { Injectable } from '@nestjs/common';
import { z } from 'zod';
import { campaignContentSchema } from '../../../models/campaign/campaign-content.js';
import type { CampaignVersionEntity } from '../../../models/campaign/campaign-version.entity.js';
import type { Problem } from '../../../models/campaign/problem.js';
import type { Caller } from '../../../models/caller.js';
import { badCursor, type Page } from '../../platform/graphql/connection.js';
import { CampaignChanges } from '../campaign-changes.js';
import { CampaignRows } from '../campaign-rows.js';
import { campaignsError } from '../campaigns.errors.js';
import type { WholeCampaign } from '../campaigns.repository.js';
import { takenUpAgain } from '../content.js';
import { differences, type Difference } from './differences.js';

const largest = 2_147_483_647;
const cursorKey = z.tuple([z.coerce.number().int().min(1).max(largest)]);

/** A version, and what was changed with it. */
export interface ToldVersion {
  readonly version: CampaignVersionEntity;
  /** Against the one before; of the first none, as it says all. */
  readonly changes: readonly Difference[];
}

/** What was done to campaigns: reading it, and taking an earlier content up again. */
@Injectable()
export class CampaignVersionsService {
  constructor(
    private readonly rows: CampaignRows,
    private readonly changes: CampaignChanges,
  ) {}

  /** Newest first, one more than the page holds. */
  async page({ tenantId }: Caller, id: string, { afterKey, limit }: Page): Promise<ToldVersion[]> {
    const parsed = afterKey === null ? null : cursorKey.safeParse(afterKey);
    if (parsed && !parsed.success) throw badCursor();
    const rows = await this.rows.versions.before({ tenantId, id }, parsed?.data[0] ?? null, limit + 2);
    return rows.slice(0, limit + 1).map((version, index) => {
      const earlier = rows[index + 1];
      return { version, changes: earlier ? differences(contentOf(earlier), contentOf(version)) : [] };
    });
  }

  /**
   * Makes a campaign say what it said at a version, as a change like any other: it waits for approval where that is needed, and nothing
   * is taken back. Creatives that came later are archived.
   * @throws AppError CAMPAIGN_NOT_FOUND, CAMPAIGN_VERSION_NOT_FOUND, CAMPAIGN_STATUS, SEGMENT_NOT_FOUND
   */
  async restore(
    caller: Caller,
    id: string,
    version: number,
  ): Promise<WholeCampaign | { problems: Problem[] }> {
    const { tenantId } = caller;
    await this.rows.get(tenantId, id);
    const isPossible = version >= 1 && version <= largest;
    const earlier = isPossible ? await this.rows.versions.find({ tenantId, id }, version) : null;
    if (!earlier)
      throw campaignsError('CAMPAIGN_VERSION_NOT_FOUND', 'not-found', `Campaign ${id} has no version ${version}; take one from its versions.`); // prettier-ignore
    const deed = { deed: 'RESTORED' as const, note: `version ${version}` };
    const problems = await this.changes.edit(caller, id, deed, (now) =>
      takenUpAgain(contentOf(earlier), now),
    );
    return problems ? { problems } : this.rows.get(tenantId, id);
  }
}

/** What a version says, in the words of this program: an older one knew fewer terms. */
function contentOf({ content }: CampaignVersionEntity) {
  return campaignContentSchema.parse(content);
}
