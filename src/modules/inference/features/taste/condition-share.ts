import { shareOn } from './taste-feature.js';

/** How much of a viewer's interest went to conditions like the candidate's. */
export const conditionShare = shareOn('conditionShare', 'condition');
