import { byName } from './by-name.js';

/** A name of an event or a property without what spellings differ in: case, spaces, underscores and hyphens. */
export const plainName = byName((name) => name.toLowerCase().replaceAll(/[\s_-]+/g, ''));
