/**
 * Where a version stands with a tenant. `CANDIDATE`: installed, answers nobody. `SHADOW`: scores live traffic beside the
 * champion, and nobody sees it. `CHAMPION`: answers; one a model. `RETIRED`: taken out for good reason, until it is reinstated.
 */
export const modelStates = ['CANDIDATE', 'SHADOW', 'CHAMPION', 'RETIRED'] as const;
export type ModelState = (typeof modelStates)[number];

/**
 * What was done with a version. `FOUNDED`: the first champion, taken because there was none. `PROMOTED`: made champion.
 * `ROLLED_BACK`: stopped being it, and the one before came back. `RETIRED`, `REINSTATED`, `SHADOWED`: as the states say.
 */
export const modelMoveKinds = ['FOUNDED', 'PROMOTED', 'ROLLED_BACK', 'SHADOWED', 'RETIRED', 'REINSTATED'] as const; // prettier-ignore
export type ModelMoveKind = (typeof modelMoveKinds)[number];

/** One thing that evidence was asked, as it was answered. */
export interface GateResult {
  /** `SUPPORT`, `LOG_LOSS`, `RANKING`, `CALIBRATION`, `POLICY`. */
  readonly gate: ModelGate;
  readonly holds: boolean;
  /** In words, with the figures. */
  readonly sentence: string;
  /** What was measured of the champion; null where nothing was. */
  readonly champion: number | null;
  /** The same of the other version. */
  readonly challenger: number | null;
}

/**
 * What a version has to show before it is promoted. `SUPPORT`: enough rows that both scored. `LOG_LOSS`: better than the
 * champion beyond chance. `RANKING`: AUC not worse. `CALIBRATION`: probabilities hold. `POLICY`: what it would have shown
 * earned as much, by the log of what was shown.
 */
export const modelGates = ['SUPPORT', 'LOG_LOSS', 'RANKING', 'CALIBRATION', 'POLICY'] as const;
export type ModelGate = (typeof modelGates)[number];

/** What speaks for a version and against it, on rows that it and the champion both scored. */
export interface ModelEvidence {
  /** The champion it was held against. */
  readonly champion: string;
  /** Rows that count. */
  readonly rows: number;
  /** Rows on which what is foretold came about. */
  readonly positives: number;
  /** Logged choices the policy estimate is worth; null where there is none. */
  readonly effectiveSize: number | null;
  readonly gates: readonly GateResult[];
}

/** Whether all gates hold, so that it may be promoted without force. */
export function speaksFor({ gates }: ModelEvidence): boolean {
  return gates.length > 0 && gates.every(({ holds }) => holds);
}
