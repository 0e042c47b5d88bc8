/** Fields that say what something is, never whose: a customer may be called "track". */
const kinds = new Set(['type', 'event', 'name', 'channel', 'version']);

/**
 * Whether what was sent names somebody: one of their ids stands in it as a value, however written (case, spaces, a number
 * for a text, a telephone number with its dots), or, where it was no JSON, as a word of its own in quotes.
 *
 * @param payload JSON text
 * @param ids in the clear, as they are kept
 */
export function namesPerson(payload: string, ids: readonly string[]): boolean {
  const wanted = new Set(ids.map(plain));
  const said: unknown = JSON.parse(payload);
  if (typeof said === 'string') return ids.some((id) => plain(said).includes(`"${plain(id)}"`));
  return holds(said, wanted);
}

function holds(said: unknown, wanted: ReadonlySet<string>): boolean {
  if (typeof said === 'string' || typeof said === 'number') return wanted.has(plain(String(said)));
  if (Array.isArray(said)) return said.some((item) => holds(item, wanted));
  if (typeof said !== 'object' || said === null) return false;
  return Object.entries(said).some(([key, value]) => !(kinds.has(key) && typeof value === 'string') && holds(value, wanted)); // prettier-ignore
}

/** Without what writing adds: case, spaces, and in telephone numbers dots, dashes and brackets. */
function plain(text: string): string {
  const bare = text.trim().toLowerCase();
  return /^\+[\d\s().-]+$/.test(bare) ? bare.replace(/[\s().-]/g, '') : bare;
}
