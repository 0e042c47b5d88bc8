import type { CampaignContent } from '../../models/campaign/campaign-content.js';
import type { CampaignEntity } from '../../models/campaign/campaign.entity.js';
import { isApproved } from './approval/lay-change.js';
import { disclosureProblems } from './creative-problems.js';
import { termsObstacles, type TermsFacts } from './terms/terms-obstacles.js';
import { statusAt, transition } from './transition.js';

/** Why a campaign cannot go live; a closed set, so that a page can show each at the right field. */
export const launchObstacles = [
  'ENDED',
  'NO_CREATIVE',
  'NO_PLACEMENT',
  'SCHEDULE_PASSED',
  'NO_VEHICLE_IN_STOCK',
  'NO_DISCLOSURE',
  'NOT_APPROVED',
  'NO_BUDGET',
  'DAILY_ABOVE_TOTAL',
  'NO_GOAL',
  'NO_END',
  'NEVER_OPEN',
  'BELOW_EVERY_FLOOR',
  'CAP_OF_ZERO',
  'NO_WEIGHT',
  'WRONG_CURRENCY',
  'DEALER_GONE',
] as const;
export type LaunchObstacleCode = (typeof launchObstacles)[number];

/** One thing in the way, in words for the marketer. */
export interface LaunchObstacle {
  readonly code: LaunchObstacleCode;
  readonly message: string;
  readonly remedy: string;
}

/** What a launch depends on besides the campaign itself. */
export interface LaunchFacts extends TermsFacts {
  /** Units in stock its scope covers. */
  readonly vehiclesInScope: number;
  /** Whether the tenant shows only what somebody approved. */
  readonly approvalNeeded: boolean;
}

/** Everything that stands between a campaign and going live, at once; empty when it may. No audience is no obstacle: it means everyone. */
export function obstaclesTo(
  campaign: Pick<CampaignEntity, 'status' | 'endsAt' | 'approval' | 'proposal'>,
  content: CampaignContent,
  facts: LaunchFacts,
  now: number,
): LaunchObstacle[] {
  const obstacles: LaunchObstacle[] = [];
  const add = (code: LaunchObstacleCode, message: string, remedy: string) =>
    obstacles.push({ code, message, remedy });
  if (transition(campaign.status, 'launch') === null)
    add('ENDED', 'The campaign was ended, and an ended one stays so.', 'Create a new campaign, or duplicate this one.'); // prettier-ignore
  else if (campaign.endsAt !== null && campaign.endsAt.getTime() <= now)
    add(
      'SCHEDULE_PASSED',
      `Its schedule ended at ${campaign.endsAt.toISOString()}${statusAt(campaign, now) === 'ended' ? ', and the campaign with it' : ''}.`,
      'Move the end of its schedule with updateCampaign, or take it away.',
    );
  const active = content.creatives.filter(({ status }) => status === 'active');
  if (active.length === 0)
    add('NO_CREATIVE', 'It has no active creative, so there is nothing to say.', 'Add one with addCreative.');
  if (content.placements.length === 0)
    add('NO_PLACEMENT', 'It has no placement, so there is nowhere to show it.', 'Name at least one placement.'); // prettier-ignore
  if (facts.vehiclesInScope === 0)
    add('NO_VEHICLE_IN_STOCK', 'No vehicle now in stock lies in its scope.', 'Widen vehicles, or import the stock it is for.'); // prettier-ignore
  const undisclosed = active.filter((creative) => disclosureProblems(creative).length > 0);
  if (undisclosed.length > 0)
    add('NO_DISCLOSURE', `${undisclosed.map(({ name }) => `“${name}”`).join(', ')} shows a payment without what law asks to be shown beside it.`, 'Give its disclosure with updateCreative, or archive it.'); // prettier-ignore
  if (facts.approvalNeeded && !isApproved(campaign))
    add('NOT_APPROVED', 'Nobody has approved it as it is now.', 'Hand it in with submitCampaign; somebody else then approves it with approveCampaign.'); // prettier-ignore
  return [...obstacles, ...termsObstacles(content, facts, now)];
}
