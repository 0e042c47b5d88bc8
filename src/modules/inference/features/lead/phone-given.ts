import type { LeadFeature } from './lead-feature.js';

/** Whether the person left a telephone number; which one is never read. Told of them, so no event writes it. */
export const phoneGiven: LeadFeature = {
  name: 'phoneGiven',
  days: 0,
  typical: 1,
  writes: () => null,
  reads: (_marks, _now, traits) => (typeof traits['phone'] === 'string' && traits['phone'] !== '' ? 1 : 0),
  sentence: (given) => (given > 0 ? 'Left a telephone number' : 'Left no telephone number'),
};
