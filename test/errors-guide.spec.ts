import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

const guide = readFileSync('docs/guides/errors.md', 'utf8');
const collect = readFileSync('docs/collect.md', 'utf8');

/** Codes as they stand in our programs: what faults are made with, and what lists of codes declare. */
function codesInSource(): string[] {
  const found = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.ts') && !file.endsWith('.spec.ts'))
    .flatMap((file) => {
      const text = readFileSync(join('src', file), 'utf8');
      const raised = [...text.matchAll(/(?:\b\w*Error|refusal|super)\(\s*'([A-Z]+(?:_[A-Z]+)*)'/g)];
      const isList = file.endsWith('.errors.ts') || file.endsWith('format-error.ts');
      const declared = isList ? [...text.matchAll(/'([A-Z]{4,}(?:_[A-Z]+)*)'/g)] : [];
      return [...raised, ...declared].map(([, code = '']) => code);
    });
  return [...new Set(found)].filter((code) => code !== 'INTERNAL_SERVER_ERROR').toSorted();
}

describe('the guide to errors', () => {
  const listed = [...guide.matchAll(/^\| `([A-Z_]+)`/gm)].map(([, code = '']) => code);

  it('lists every code there is, here or with the event routes', () => {
    const codes = codesInSource();
    expect(codes.length).toBeGreaterThan(40);
    expect(codes.filter((code) => !listed.includes(code) && !collect.includes(`\`${code}\``))).toEqual([]);
  });

  it('lists no code that nothing answers with, and none twice', () => {
    const codes = codesInSource();
    expect(listed.filter((code) => !codes.includes(code))).toEqual([]);
    expect(new Set(listed).size).toBe(listed.length);
  });
});
