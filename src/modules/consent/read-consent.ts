import type { ConsentPolicy } from '../../models/consent/consent-policy.js';
import type { ConsentSignals } from '../../models/consent/consent-signals.js';
import type { ConsentStatement } from '../../models/consent/consent-statement.js';
import { newest } from './newest.js';
import { readGa4, readGoogle } from './readers/read-google.js';
import { readGpc } from './readers/read-gpc.js';
import { readSegment } from './readers/read-segment.js';
import { readTcf } from './readers/read-tcf.js';
import { isObject, type Reading, type Unread } from './readers/reading.js';

/** What one event says of consent. */
export interface ConsentReading {
  /** At most one for each purpose. */
  readonly statements: readonly ConsentStatement[];
  /** What looked like consent and could not be read. */
  readonly unread: readonly Unread[];
}

/** Reads every sign of consent an event brought. Where two of one instant contradict each other, the denial holds. */
export function readConsent(
  signals: ConsentSignals,
  policy: ConsentPolicy,
  statedAt: number,
): ConsentReading {
  const context = isObject(signals.context) ? signals.context : {};
  const readings: Reading[] = [
    readSegment(context['categoryPreferences'], policy.categories, statedAt),
    readTcf(context['tcString'], statedAt),
    readGoogle(context, statedAt),
    readGa4(signals.ga4, statedAt),
    readGpc(signals.gpc === true || context['gpc'], policy.gpcDenies, statedAt),
    { statements: signals.statements ?? [] },
  ];
  const said = newest(readings.flatMap(({ statements }) => statements));
  return {
    statements: [...said.values()].map((one) => ({
      ...one,
      policyVersion: one.policyVersion ?? policy.version,
    })),
    unread: readings.flatMap(({ unread }) => unread ?? []),
  };
}
