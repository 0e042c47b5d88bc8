/** Different words of which the meaning is kept: cells of feeds are the same few over and over, but anybody may write anything. */
const mostKept = 5_000;

/** The same function of words, which looks up what it said before. Only for one that always says the same of the same. */
export function remembered<Words extends string[], T>(
  meaning: (...words: Words) => T,
): (...words: Words) => T {
  const known = new Map<string, { readonly said: T }>();
  return (...words) => {
    const key = words.join('\n');
    const before = known.get(key);
    if (before) return before.said;
    if (known.size >= mostKept) known.clear();
    const said = meaning(...words);
    known.set(key, { said });
    return said;
  };
}
