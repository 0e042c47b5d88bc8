import { createHash } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';

/** Most statements one process keeps prepared; texts built anew for every call stay below it unnamed. */
const mostPrepared = 400;

const seen = new Set<string>();
const names = new Map<string, string>();

/**
 * A connection that has PostgreSQL parse a statement with parameters once, and from its second use on only run it.
 * Planning costs a small statement more than its work.
 */
export class PreparingClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const send = this.query.bind(this);
    const prepared = (text: unknown, values: unknown, ...rest: unknown[]): unknown => {
      const name = typeof text === 'string' && Array.isArray(values) ? nameOf(text) : undefined;
      return name === undefined
        ? Reflect.apply(send, this, [text, values, ...rest])
        : Reflect.apply(send, this, [{ name, text, values }, ...rest]);
    };
    Object.defineProperty(this, 'query', { value: prepared });
  }
}

/** The same in every connection of the process; none for a text seen for the first time, or for one too many. */
function nameOf(text: string): string | undefined {
  const known = names.get(text);
  if (known !== undefined || names.size >= mostPrepared) return known;
  if (seen.has(text)) {
    names.set(text, createHash('sha256').update(text).digest('base64url'));
    seen.delete(text);
  } else if (seen.size < 10 * mostPrepared) seen.add(text);
  return names.get(text);
}
