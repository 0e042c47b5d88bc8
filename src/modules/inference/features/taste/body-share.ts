import { shareOn } from './taste-feature.js';

/** How much of a viewer's interest went to body styles like the candidate's. */
export const bodyShare = shareOn('bodyShare', 'bodyStyle');
