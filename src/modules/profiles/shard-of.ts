/**
 * The slice of the log a profile's events are written to. Follows from the id alone, so every process agrees on it
 * without asking.
 */
export function shardOf(profileId: string, shards: number): number {
  return Number.parseInt(profileId.slice(-7), 16) % shards;
}
