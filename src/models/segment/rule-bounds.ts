/** Bounds that keep one rule readable by a person and cheap for the worker. */
export const ruleBounds = {
  /** `all`, `any` and `not` inside each other, the leaf included. */
  depth: 8,
  nodes: 64,
  /** Entries of one list: makes, values. */
  listed: 100,
  textLength: 200,
  times: 10_000,
  /** Conditions on properties of one deed. */
  properties: 10,
  /** Steps of a sequence. */
  steps: 8,
  /** Periods of a frequency. */
  periods: 53,
  /** Largest distance, in kilometres. */
  km: 20_000,
} as const;
