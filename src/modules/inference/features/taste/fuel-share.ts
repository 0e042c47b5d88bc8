import { shareOn } from './taste-feature.js';

/** How much of a viewer's interest went to fuels like the candidate's. */
export const fuelShare = shareOn('fuelShare', 'fuelType');
