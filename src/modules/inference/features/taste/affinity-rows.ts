/** Where a feature writes its columns of candidates: those of the first from `offset` on, those of each other `width` further on. */
export interface AffinityRows {
  readonly data: Float32Array;
  readonly offset: number;
  readonly width: number;
}
