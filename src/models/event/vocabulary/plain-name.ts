const mostKnown = 10_000;
const longestKnown = 64;
/** Names seen before: the same ones come with every event. */
const known = new Map<string, string>();

/** A name of an event or a property without what spellings differ in: case, spaces, underscores and hyphens. */
export function plainName(name: string): string {
  const before = known.get(name);
  if (before !== undefined) return before;
  const plain = name.toLowerCase().replaceAll(/[\s_-]+/g, '');
  if (name.length <= longestKnown && known.size < mostKnown) known.set(name, plain);
  return plain;
}
