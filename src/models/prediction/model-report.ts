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
