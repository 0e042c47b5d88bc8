const mostKnown = 10_000;
const longestKnown = 64;

/**
 * The same function of a name, which remembers what it came to: the same few names come with every event. What is remembered
 * is bounded, and begun anew when full, so that a sender of many names costs the others a moment and not their memory.
 */
export function byName<T>(of: (name: string) => T): (name: string) => T {
  const known = new Map<string, { readonly result: T }>();
  return (name) => {
    const before = known.get(name);
    if (before) return before.result;
    const result = of(name);
    if (name.length > longestKnown) return result;
    if (known.size >= mostKnown) known.clear();
    known.set(name, { result });
    return result;
  };
}
