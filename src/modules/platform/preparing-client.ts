import { createHash } from 'node:crypto';
import { Client, type ClientConfig } from 'pg';

/**
 * Put before a statement that runs all the time: PostgreSQL parses and plans it once a connection. Only for one whose
 * text never varies and whose plan never should: an insert, or a look by primary key. A plan made while a table was
 * still empty is kept as it grows.
 */
export const prepared = '/* prepared */ ';

const names = new Map<string, string>();

/** A connection that keeps marked statements prepared. TypeORM's own interface knows no names for statements. */
export class PreparingClient extends Client {
  constructor(config?: string | ClientConfig) {
    super(config);
    const send = this.query.bind(this);
    const query = (text: unknown, values: unknown, ...rest: unknown[]): unknown =>
      typeof text === 'string' && text.startsWith(prepared)
        ? Reflect.apply(send, this, [{ name: nameOf(text), text, values }, ...rest])
        : Reflect.apply(send, this, [text, values, ...rest]);
    Object.defineProperty(this, 'query', { value: query });
  }
}

function nameOf(text: string): string {
  const name = names.get(text) ?? createHash('sha256').update(text).digest('base64url');
  names.set(text, name);
  return name;
}
