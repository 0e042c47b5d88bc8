import { shareOn } from './taste-feature.js';

/** How much of a viewer's interest went to the candidate's make. */
export const makeShare = shareOn('makeShare', 'make');
