/** NUL, or half of a surrogate pair: JSON may carry them, PostgreSQL refuses them. */
const unstorable = /\0|\p{Surrogate}/gu;
const unstorableInJson = /\\u(0000|d[89a-f])/i;

/** Whether the text has no character that PostgreSQL cannot hold. */
export function isStorable(text: string): boolean {
  return text.isWellFormed() && !text.includes('\0');
}

/** The text with characters PostgreSQL cannot hold replaced by U+FFFD. */
export function storableText(text: string): string {
  return isStorable(text) ? text : text.replaceAll(unstorable, '\ufffd');
}

/** The value as JSON text that a `jsonb` column accepts. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value);
  // Asked of every event: to look for the mark of an escape alone is many times quicker than for the whole pattern.
  return json.includes('\\u') && unstorableInJson.test(json)
    ? JSON.stringify(withStorableTexts(value))
    : json;
}

function withStorableTexts(value: unknown): unknown {
  if (typeof value === 'string') return storableText(value);
  if (Array.isArray(value)) return value.map(withStorableTexts);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [storableText(key), withStorableTexts(inner)]),
  );
}
