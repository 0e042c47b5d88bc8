import { setFlagsFromString } from 'node:v8';

/** Of what is in use after a collection. */
const mostGrowthPercent = 70;

/**
 * From now on has V8 look through the whole heap once it grew by 70 %. By itself it lets it grow to several times what is in use
 * where a machine has memory to spare: that is garbage, but it is memory others could have, and how much of it there is says
 * nothing to whoever watches for a leak. To be called once everything is loaded, as loading is growing all the time.
 */
export function boundGarbage(): void {
  setFlagsFromString(`--heap-growing-percent=${mostGrowthPercent}`);
}
