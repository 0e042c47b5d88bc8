import type { ExperimentEntity } from '../../../models/experiment/experiment.entity.js';
import type { CampaignStanding } from '../../campaigns/holds/campaign-holds.service.js';

/** Whether new people take part in a started experiment, and if not, why. */
export const reachKinds = ['OPEN', 'TO_BEGIN', 'CAMPAIGN_NOT_LAUNCHED', 'CAMPAIGN_TO_BEGIN', 'CAMPAIGN_PAUSED', 'CAMPAIGN_ENDED', 'OVER'] as const; // prettier-ignore
export type ReachKind = (typeof reachKinds)[number];

/** The same, with a sentence for people. */
export interface Reach {
  readonly kind: ReachKind;
  readonly sentence: string;
}

/**
 * Tells whether new people take part now.
 * @param campaign where its campaign stands now; undefined of an experiment about all campaigns
 * @param endedWithCampaign whether the end of its campaign is what ended it
 * @param now milliseconds since the epoch
 */
export function reachOf(
  { status, startsAt, endsAt }: Pick<ExperimentEntity, 'status' | 'startsAt' | 'endsAt'>,
  campaign: CampaignStanding | undefined,
  endedWithCampaign: boolean,
  now: number,
): Reach {
  const isOver = status === 'ENDED' || (endsAt !== null && endsAt.getTime() <= now);
  if (isOver ? endedWithCampaign : campaign === 'ended') return told('CAMPAIGN_ENDED');
  if (isOver) return told('OVER');
  if (campaign === 'paused') return told('CAMPAIGN_PAUSED');
  if (campaign === 'draft') return told('CAMPAIGN_NOT_LAUNCHED');
  if (campaign === 'to begin') return told('CAMPAIGN_TO_BEGIN');
  return told(startsAt !== null && startsAt.getTime() > now ? 'TO_BEGIN' : 'OPEN');
}

const goesOn = 'What those who take part already do still counts.';
const sentences: Record<ReachKind, string> = {
  OPEN: 'People take part as they come.',
  TO_BEGIN: 'It is started, and takes people from its planned start on.',
  CAMPAIGN_NOT_LAUNCHED: 'Its campaign is not launched, so nobody takes part yet: launch it.',
  CAMPAIGN_TO_BEGIN: 'Its campaign is launched and begins later: people take part from then on.',
  CAMPAIGN_PAUSED: `Its campaign is paused, so nobody new takes part until it is resumed. ${goesOn}`,
  CAMPAIGN_ENDED: `Its campaign is over, and the experiment with it: nobody new takes part. ${goesOn}`,
  OVER: `It is over: nobody new takes part. ${goesOn}`,
};

function told(kind: ReachKind): Reach {
  return { kind, sentence: sentences[kind] };
}
