import { z } from 'zod';

/** Whether a text can be an id at all: PostgreSQL refuses to compare others with one. */
export function isId(text: string): boolean {
  return z.uuid().safeParse(text).success;
}
