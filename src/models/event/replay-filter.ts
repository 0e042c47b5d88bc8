/** Which rejected events to replay: those that fulfil all of it; what is left out means any. */
export interface ReplayFilter {
  readonly ids?: readonly string[] | undefined;
  /** The sender's name of the event. */
  readonly name?: string | undefined;
  /** ISO 8601. */
  readonly receivedSince?: string | undefined;
}
