import type { CampaignContent } from '../../../models/campaign/campaign-content.js';
import type { CampaignEntity } from '../../../models/campaign/campaign.entity.js';
import { isOpenAt, nextChange, openWeekOf } from '../dayparts.js';
import { launchObstacles } from '../launch-obstacles.js';
import { statusAt } from '../transition.js';

/** Why a campaign is not shown now: what would keep it from going live, and what else holds it back. */
export const reasonsNotRunning = [
  ...launchObstacles,
  'DRAFT',
  'PAUSED',
  'NOT_BEGUN',
  'OUTSIDE_HOURS',
  'AUDIENCE_EMPTY',
] as const;
export type ReasonNotRunning = (typeof reasonsNotRunning)[number];

/** One thing that keeps a campaign from being shown now. */
export interface NotRunning {
  readonly code: ReasonNotRunning;
  readonly message: string;
  readonly remedy: string;
  /** When it passes by itself, in milliseconds since the epoch; null where somebody has to do something. */
  readonly until: number | null;
}

/** How a campaign that nothing else is wrong with stands: held back by a person, by its schedule or by its hours. */
export function standingNow(
  campaign: Pick<CampaignEntity, 'status' | 'startsAt' | 'endsAt'>,
  { terms, timeZone }: CampaignContent,
  now: number,
): NotRunning[] {
  const found: NotRunning[] = [];
  const add = (code: ReasonNotRunning, message: string, remedy: string, until: number | null = null) =>
    found.push({ code, message, remedy, until });
  const status = statusAt(campaign, now);
  if (status === 'draft') add('DRAFT', 'It was never launched.', 'Launch it with launchCampaign.');
  if (status === 'paused') add('PAUSED', 'Somebody holds it back.', 'Go on with resumeCampaign.');
  const begins = campaign.startsAt?.getTime() ?? now;
  if (begins > now && status !== 'ended')
    add('NOT_BEGUN', 'Its schedule has not begun.', 'Wait, or move its beginning with updateCampaign.', begins); // prettier-ignore
  const week = openWeekOf(terms.dayparts);
  if (begins <= now && status !== 'ended' && !isOpenAt(week, timeZone, now)) {
    const opens = nextChange(week, timeZone, now);
    add('OUTSIDE_HOURS', 'It is outside its hours.', 'Wait, or change dayparts with updateCampaign.', opens === Infinity ? null : opens); // prettier-ignore
  }
  return found;
}
