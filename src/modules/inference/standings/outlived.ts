/**
 * Which of a tenant's own versions of a model may go: all but the newest and those that somebody needs.
 * @param versions newest first
 * @param needed that answer or shadow, and where a roll-back leads
 * @param kept how many of the newest stay
 */
export function outlived(
  versions: readonly string[],
  needed: ReadonlySet<string>,
  kept: number,
): readonly string[] {
  return versions.slice(kept).filter((version) => !needed.has(version));
}
