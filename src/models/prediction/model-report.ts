import type { ModelState } from './model-standing.js';

/** `ANSWERING`: asked for scores now. `STANDBY`: valid, but a newer version answers. `FAULTY`: may not run, see the fault. */
export const modelStatuses = ['ANSWERING', 'STANDBY', 'FAULTY'] as const;
export type ModelStatus = (typeof modelStatuses)[number];

/** What a marketer or operator is told of one model version, or of the baseline that stands in for a model. */
export interface ModelReport {
  readonly name: string;
  /** Version in ml-artifacts, or the baseline's own name. */
  readonly version: string;
  readonly status: ModelStatus;
  /** Folder, what was expected and what was found; null when all is well. */
  readonly fault: string | null;
  /** Null where no manifest could be read, and for baselines. */
  readonly featureSet: string | null;
  readonly trainedAt: Date | null;
  /** Where the training data came from, in words. */
  readonly dataOrigin: string | null;
  /** As measured on held-out data when the model was made. */
  readonly metrics: Readonly<Record<string, number>>;
}

/** A version as one tenant has it: what it is, as it was first found, and where it stands. */
export interface ModelOfTenant extends ModelReport {
  /** Null of a baseline. */
  readonly state: ModelState | null;
  /** Since when it stands there; null while nothing was ever done with it. */
  readonly since: Date | null;
  /** Null where no manifest could be read, and for baselines; so are the next four. */
  readonly sha256: string | null;
  readonly data: { readonly rows: number; readonly from: Date; readonly to: Date } | null;
  readonly registeredAt: Date | null;
  /** Markdown. */
  readonly card: string | null;
}
