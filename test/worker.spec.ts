import { readdirSync } from 'node:fs';
import { join } from 'node:path';
import { processors } from '../src/worker.module.js';

/** Every `<x>.queue.ts` and `<x>.processor.ts` in the house. */
function files(suffix: string): string[] {
  return readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(suffix))
    .map((path) => join('src', path));
}

describe('the worker', () => {
  it('works every queue: each has one processor in its table of contents', () => {
    expect(files('.processor.ts')).toHaveLength(processors.length);
    expect(files('.queue.ts')).toHaveLength(processors.length);
    expect(new Set(processors).size).toBe(processors.length);
  });
});
