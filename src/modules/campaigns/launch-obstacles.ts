import type { CampaignEntity } from '../../models/campaign/campaign.entity.js';
import { statusAt, transition } from './transition.js';

/** Why a campaign cannot go live; a closed set, so that a page can show each at the right field. */
export const launchObstacles = [
  'ENDED',
  'NO_CREATIVE',
  'NO_PLACEMENT',
  'SCHEDULE_PASSED',
  'NO_VEHICLE_IN_STOCK',
] as const;
export type LaunchObstacleCode = (typeof launchObstacles)[number];

/** One thing in the way, in words for the marketer. */
export interface LaunchObstacle {
  readonly code: LaunchObstacleCode;
  readonly message: string;
  readonly remedy: string;
}

/** What a launch depends on besides the campaign itself. */
export interface LaunchFacts {
  readonly activeCreatives: number;
  readonly placements: number;
  /** Units in stock its scope covers. */
  readonly vehiclesInScope: number;
}

/** Everything that stands between a campaign and going live, at once; empty when it may. No audience is no obstacle: it means everyone. */
export function obstaclesTo(
  campaign: Pick<CampaignEntity, 'status' | 'endsAt'>,
  facts: LaunchFacts,
  now: number,
): LaunchObstacle[] {
  const obstacles: LaunchObstacle[] = [];
  const add = (code: LaunchObstacleCode, message: string, remedy: string) =>
    obstacles.push({ code, message, remedy });
  if (transition(campaign.status, 'launch') === null)
    add('ENDED', 'The campaign was ended, and an ended one stays so.', 'Create a new campaign.');
  else if (campaign.endsAt !== null && campaign.endsAt.getTime() <= now)
    add(
      'SCHEDULE_PASSED',
      `Its schedule ended at ${campaign.endsAt.toISOString()}${statusAt(campaign, now) === 'ended' ? ', and the campaign with it' : ''}.`,
      'Move the end of its schedule with updateCampaign, or take it away.',
    );
  if (facts.activeCreatives === 0)
    add('NO_CREATIVE', 'It has no active creative, so there is nothing to say.', 'Add one with addCreative.');
  if (facts.placements === 0)
    add(
      'NO_PLACEMENT',
      'It has no placement, so there is nowhere to show it.',
      'Name at least one placement.',
    );
  if (facts.vehiclesInScope === 0)
    add(
      'NO_VEHICLE_IN_STOCK',
      'No vehicle now in stock lies in its scope.',
      'Widen vehicles, or import the stock it is for.',
    );
  return obstacles;
}
