import type { Feature } from '../columns.js';
import { kind } from './kind.js';
import { recency } from './recency.js';
import { strength } from './strength.js';
import type { WeighedTouch } from './weighed.js';

/** The columns of a touch behind those of its vehicle, in order. */
export const touchFeatures: readonly Feature<WeighedTouch>[] = [kind, strength, recency];
