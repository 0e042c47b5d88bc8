/** Why a model did not answer; the closed set of `reason` labels of `carousel_inference_fallback_total`. */
export type FailureReason =
  /** No version in the models folder. */
  | 'missing'
  /** Versions there are, but none passed its checks. */
  | 'faulty'
  /** Every thread was taken for longer than a caller waits. */
  | 'busy'
  /** The model ran for too long; its thread was replaced. */
  | 'timeout'
  /** The thread ended under it and was replaced. */
  | 'died'
  /** The model refused the input, or its output makes no sense. */
  | 'failed';

/** A model did not answer. Never leaves this module: the baseline answers and says why. */
export class ModelFailure extends Error {
  constructor(
    readonly reason: FailureReason,
    /** Fit for a log and for a marketer: stands in `ModelStamp.fallback`. */
    message: string,
  ) {
    super(message);
  }
}
