import { AppError, type ErrorKind } from '../platform/app-error.js';

/** Every code this module raises. */
export type CampaignsErrorCode =
  | 'CAMPAIGN_NOT_FOUND'
  | 'CAMPAIGN_STATUS'
  | 'CREATIVE_NOT_FOUND'
  | 'SEGMENT_NOT_FOUND'
  | 'PLACEMENT_EXISTS'
  | 'INVALID_PLACEMENT'
  | 'BAD_CURSOR';

/** An `AppError` with one of this module's codes. */
export function campaignsError(code: CampaignsErrorCode, kind: ErrorKind, message: string): AppError {
  return new AppError(code, kind, message);
}

/** Not there, or another tenant's. */
export const campaignNotFound = (id: string) =>
  campaignsError('CAMPAIGN_NOT_FOUND', 'not-found', `There is no campaign ${id}.`);

/** Not there, or another tenant's. */
export const creativeNotFound = (id: string) =>
  campaignsError('CREATIVE_NOT_FOUND', 'not-found', `There is no creative ${id}.`);

/** Not there, or another tenant's: an audience cannot be tied to it. */
export const segmentNotFound = (id: string) =>
  campaignsError(
    'SEGMENT_NOT_FOUND',
    'not-found',
    `There is no segment ${id}; take ids from the segments query.`,
  );
