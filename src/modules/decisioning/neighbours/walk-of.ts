import type { Look } from '../../events/looks.service.js';
import { modelKey } from '../showroom.js';

/** Whoever looks at no car for so long has ended a walk. */
export const pauseMs = 30 * 60_000;
/** Longer walks are kept from their end on; it says more of what comes next. */
export const mostSteps = 20;

/** A walk of somebody, of whom nothing else is kept: ids of cars, and `modelKey`s, oldest first. */
export interface Walk {
  readonly cars: readonly string[];
  readonly models: readonly string[];
}

/** The last walk among looks, newest first: back to the first pause. What is looked at again at once is one step. */
export function walkOf(looks: readonly Look[]): Walk {
  const pause = looks.findIndex(({ at }, place) => place > 0 && (looks[place - 1]?.at ?? at) - at > pauseMs);
  const steps = (pause < 0 ? looks : looks.slice(0, pause)).slice(0, mostSteps).toReversed();
  return {
    cars: inTurn(steps.map(({ vehicleId }) => vehicleId)),
    models: inTurn(steps.map(({ make, model }) => (model === null ? null : modelKey({ make: make ?? '', model })))), // prettier-ignore
  };
}

function inTurn(names: readonly (string | null)[]): string[] {
  const known = names.filter((name) => name !== null);
  return known.filter((name, place) => name !== known[place - 1]);
}
