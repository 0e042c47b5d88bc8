import { iabAudiences } from '../../../models/segment/iab-audience.js';
import { shown } from '../../platform/shown.js';
import type { RuleProblem } from '../validate.js';

/** What is wrong with ids that are to be those of IAB audiences. */
export function iabProblems(ids: readonly string[] | null | undefined): RuleProblem[] {
  return (ids ?? []).flatMap((id, n) =>
    iabAudiences.has(id)
      ? []
      : {
          path: `iabIds[${n}]`,
          message: `is "${shown(id)}", and no audience of IAB Audience Taxonomy 1.1 that has to do with cars`,
          remedy: 'Take ids from iabAudiences: 810 is somebody who wants a new SUV.',
        },
  );
}

/** Ids as they are kept: each once, in the taxonomy's order. */
export function storedIabIds(ids: readonly string[] | null): string[] {
  return [...new Set(ids)].sort((one, other) => Number(one) - Number(other));
}
