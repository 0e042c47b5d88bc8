import { AppError } from '../../platform/app-error.js';
import { shown } from '../../platform/shown.js';

/** Every code that lists can answer with. */
export const listErrors = {
  notFound: 'AUDIENCE_LIST_NOT_FOUND',
  archived: 'AUDIENCE_LIST_ARCHIVED',
  referred: 'AUDIENCE_LIST_REFERRED',
} as const;

/** Not there, or another tenant's. */
export function listNotFound(id: string): AppError {
  return new AppError(
    listErrors.notFound,
    'not-found',
    `There is no list ${shown(id)}; take the id from audienceLists.`,
  );
}

/** Nobody can be put on it any more. */
export function listArchived(name: string): AppError {
  return new AppError(
    listErrors.archived,
    'conflict',
    `The list “${name}” is archived and empty; make another with createAudienceList.`,
  );
}
