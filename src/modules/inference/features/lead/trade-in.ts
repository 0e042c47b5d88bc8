import type { LeadFeature } from './lead-feature.js';

/** Whether the person has a car to trade in. Told of them, so no event writes it. */
export const tradeIn: LeadFeature = {
  name: 'tradeIn',
  days: 0,
  typical: 0,
  writes: () => null,
  reads: (_marks, _now, traits) => (traits['tradeIn'] === true ? 1 : 0),
  sentence: (has) => (has > 0 ? 'Has a car to trade in' : 'Named no car to trade in'),
};
