import type { ConsentRegime } from '../../models/consent/consent-policy.js';
import type { ConsentSource, ConsentState } from '../../models/consent/consent-statement.js';
import { purposes, type Purpose } from '../../models/consent/purpose.js';
import { newest, type Dated } from './newest.js';

/** Where a person stands on one purpose. */
export interface PurposeConsent {
  readonly purpose: Purpose;
  readonly state: ConsentState;
  /** When they said so, milliseconds since the epoch; null where they never did and the regime speaks. */
  readonly statedAt: number | null;
  readonly source: ConsentSource | null;
  readonly policyVersion: string | null;
}

/**
 * Where a person stands on every purpose, from what all of their identities said: the newest statement holds, a tie is a
 * denial, and silence means what the regime says.
 */
export function decide(
  statements: readonly (Dated & { readonly purpose: Purpose })[],
  regime: ConsentRegime,
): PurposeConsent[] {
  const held = newest(statements);
  return purposes.map((purpose) => {
    const said = held.get(purpose);
    return {
      purpose,
      state: said?.state ?? silenceMeans(purpose, regime),
      statedAt: said?.statedAt ?? null,
      source: said?.source ?? null,
      policyVersion: said?.policyVersion ?? null,
    };
  });
}

/** What a purpose's state is while nobody has spoken. What a car reports always waits for a yes. */
export function silenceMeans(purpose: Purpose, regime: ConsentRegime): ConsentState {
  return regime === 'OPT_OUT' && purpose !== 'IN_CAR' ? 'GRANTED' : 'DENIED';
}
