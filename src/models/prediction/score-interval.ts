/** Between which probabilities a score most likely lies; 0 to 1, `low` ≤ the probability ≤ `high`. */
export interface ScoreInterval {
  readonly low: number;
  readonly high: number;
}

/** An interval that holds the probability told with it: one is a sum of reasons, the other came rounded out of the model. */
export function around({ low, high }: ScoreInterval, probability: number): ScoreInterval {
  return { low: Math.min(low, high, probability), high: Math.max(low, high, probability) };
}
