import { AppError, type ErrorKind } from '../platform/app-error.js';
import type { CampaignEntity } from '../../models/campaign/campaign.entity.js';
import type { Problem } from '../../models/campaign/problem.js';
import { shown } from '../platform/shown.js';
import { isHeld } from './holds/held-problems.js';

/** Every code this module raises. */
export type CampaignsErrorCode =
  | 'CAMPAIGN_NOT_FOUND'
  | 'CAMPAIGN_STATUS'
  | 'CAMPAIGN_HELD'
  | 'CREATIVE_NOT_FOUND'
  | 'CREATIVE_HELD'
  | 'SEGMENT_NOT_FOUND'
  | 'PLACEMENT_EXISTS'
  | 'INVALID_PLACEMENT'
  | 'PLACEMENT_NOT_FOUND'
  | 'ADVERTISER_NOT_FOUND'
  | 'TOO_MANY_ADVERTISERS'
  | 'TOO_MANY_CAMPAIGNS'
  | 'CAMPAIGN_VERSION_NOT_FOUND';

/** An `AppError` with one of this module's codes. */
export function campaignsError(code: CampaignsErrorCode, kind: ErrorKind, message: string): AppError {
  return new AppError(code, kind, message);
}

/** Not there, or another tenant's. */
export const campaignNotFound = (id: string) =>
  campaignsError('CAMPAIGN_NOT_FOUND', 'not-found', `There is no campaign ${shown(id)}.`);

/** Not there, or another tenant's. */
export const creativeNotFound = (id: string) =>
  campaignsError('CREATIVE_NOT_FOUND', 'not-found', `There is no creative ${shown(id)}.`);

/** One of these is not there, another tenant's, or archived: an audience cannot be tied to it. */
export const segmentNotFound = (ids: readonly string[]) =>
  campaignsError(
    'SEGMENT_NOT_FOUND',
    'not-found',
    `There is no active segment ${ids
      .map((id) => shown(id))
      .slice(0, 20)
      .join(', or none ')}; take ids from the segments query.`,
  );

/** It may not be done from where the campaign stands. */
export const wrongStatus = ({ id, status }: Pick<CampaignEntity, 'id' | 'status'>, done: string) =>
  campaignsError('CAMPAIGN_STATUS', 'conflict', `Campaign ${id} is ${status} and cannot be ${done}.`);

/** Running experiments count on the campaign. */
export const campaignHeld = (id: string, by: readonly string[]) =>
  campaignsError('CAMPAIGN_HELD', 'conflict', `Campaign ${id} is being tried by ${by.join(', ')}. End that first with endExperiment, or end the campaign with endCampaign: what is tried on it is over then.`); // prettier-ignore

/** A creative cannot be taken out of use: running experiments show it, or its campaign as it waits is not sound. */
export function notArchived(id: string, problems: readonly Problem[]): AppError {
  const said = problems.map(({ message, remedy }) => `${message} ${remedy}`).join(' ');
  return campaignsError(problems.some(isHeld) ? 'CREATIVE_HELD' : 'CAMPAIGN_STATUS', 'conflict', `Creative ${id} cannot be archived. ${said}`); // prettier-ignore
}
