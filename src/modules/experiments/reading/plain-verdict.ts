import type { PlainVerdict } from '../../../models/experiment/experiment-version.entity.js';
import type { Verdict } from './verdict.js';

/** A verdict without its figures: of STOP the winner, of HARMFUL the arm that does harm, of BROKEN the arm furthest off. */
export function plainVerdict(verdict: Verdict): PlainVerdict {
  if (verdict.kind === 'STOP') return { kind: verdict.kind, arm: verdict.winner };
  return { kind: verdict.kind, arm: 'arm' in verdict ? verdict.arm : null };
}

/** Whether it says what was said last; of one that never said anything, that too little is known. */
export function saysTheSame({ kind, arm }: PlainVerdict, last: PlainVerdict | null): boolean {
  return kind === (last?.kind ?? 'KEEP_GOING') && arm === (last?.arm ?? null);
}
