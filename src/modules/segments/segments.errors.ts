/** Every code this room can answer with, beside what platform answers itself. */
export const segmentErrors = {
  notFound: 'SEGMENT_NOT_FOUND',
  name: 'SEGMENT_NAME',
  changed: 'SEGMENT_CHANGED',
  archived: 'SEGMENT_ARCHIVED',
  limit: 'SEGMENT_LIMIT',
  unknownPerson: 'SEGMENT_PERSON_UNKNOWN',
} as const;
