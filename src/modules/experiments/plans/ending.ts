import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { CampaignStanding } from '../../campaigns/holds/campaign-holds.service.js';

/** How a running experiment came to its end without anybody ending it, and when. */
export interface Ending {
  readonly deed: 'RAN_OUT' | 'CAMPAIGN_ENDED';
  readonly at: Date;
}

/**
 * Whether a running experiment is over by itself: its end has passed, or its campaign will never be shown again. One whose campaign is
 * paused goes on: nobody new takes part, and what those who did do still counts.
 *
 * @param standing where its campaign stands now; undefined of an experiment about all campaigns
 * @param now milliseconds since the epoch
 */
export function endingOf(
  { status, endsAt }: Pick<ExperimentEntity, 'status' | 'endsAt'>,
  standing: CampaignStanding | undefined,
  now: number,
): Ending | null {
  if (status !== 'RUNNING') return null;
  if (endsAt !== null && endsAt.getTime() <= now) return { deed: 'RAN_OUT', at: endsAt };
  return standing === 'ended' ? { deed: 'CAMPAIGN_ENDED', at: new Date(now) } : null;
}
