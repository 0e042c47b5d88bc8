import { percent, type LeadFeature } from './lead-feature.js';

/** How far the prices viewed in a month lie apart: their standard deviation as a part of their mean. */
export const priceSpread30d: LeadFeature = {
  name: 'priceSpread30d',
  days: 30,
  typical: 0.33,
  writes: ({ type, vehicle }) =>
    type === 'VEHICLE_VIEWED' && vehicle?.price !== undefined ? { number: vehicle.price } : null,
  reads: (marks) => {
    if (marks.length < 2) return 0;
    const prices = marks.map(({ number = 0 }) => number);
    const mean = prices.reduce((sum, price) => sum + price, 0) / prices.length;
    const variance = prices.reduce((sum, price) => sum + (price - mean) ** 2, 0) / prices.length;
    return mean === 0 ? 0 : Math.sqrt(variance) / mean;
  },
  sentence: (spread) =>
    `Looked at prices that differ by ${percent(spread)} about their mean in the last 30 days`,
};
