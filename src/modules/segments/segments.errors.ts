import { AppError } from '../platform/app-error.js';
import { shown } from '../platform/shown.js';

/** Every code this room can answer with, beside what platform answers itself. */
export const segmentErrors = {
  notFound: 'SEGMENT_NOT_FOUND',
  changed: 'SEGMENT_CHANGED',
  versionNotFound: 'SEGMENT_VERSION_NOT_FOUND',
  archived: 'SEGMENT_ARCHIVED',
  referred: 'SEGMENT_REFERRED',
  limit: 'SEGMENT_LIMIT',
  unreadable: 'SEGMENT_UNREADABLE',
  unknownPerson: 'SEGMENT_PERSON_UNKNOWN',
  notCounted: 'AUDIENCE_NOT_COUNTED',
  patience: 'AUDIENCE_PATIENCE',
  builtIn: 'SEGMENT_BUILT_IN',
  lifecycleChanged: 'LIFECYCLE_CHANGED',
  lifecycleDays: 'LIFECYCLE_DAYS',
  growthDays: 'AUDIENCE_GROWTH_DAYS',
  overlap: 'AUDIENCE_OVERLAP_SIZE',
} as const;

/** Not there, or another tenant's. */
export const segmentNotFound = (id: string) =>
  new AppError(segmentErrors.notFound, 'not-found', `There is no segment ${shown(id)}.`);

/** A stage of the lifecycle: Carousel makes, changes and ends it. */
export const segmentBuiltIn = ({ id, name }: { readonly id: string; readonly name: string }) =>
  new AppError(
    segmentErrors.builtIn,
    'conflict',
    `Segment ${id}, “${name}”, is a stage of the lifecycle and kept by Carousel; change what makes the stage, or have stages no longer kept, with setLifecycle.`,
  );

/** Longest a question waits. */
export const mostPatienceMs = 60_000;

/** A time that nobody can wait, or may. */
export const wrongPatience = (patience: string) =>
  new AppError(
    segmentErrors.patience,
    'invalid',
    `patience is ${shown(patience)}; give PT0S to PT${mostPatienceMs / 1_000}S.`,
  );

/** Nothing is said of people who were not all looked at. */
export const notCounted = () =>
  new AppError(
    segmentErrors.notCounted,
    'unavailable',
    'The workers did not look at everybody in time; ask again with more patience, or start more workers.',
  );
