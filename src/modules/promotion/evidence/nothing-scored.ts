import type { ModelEvidence } from '../../../models/prediction/model-standing.js';

/** Evidence where there is nothing that both versions scored, and why. */
export function nothingScored(champion: string, why: string): ModelEvidence {
  const support = { gate: 'SUPPORT', holds: false, sentence: why, champion: null, challenger: null } as const;
  return { champion, rows: 0, positives: 0, effectiveSize: null, gates: [support] };
}
