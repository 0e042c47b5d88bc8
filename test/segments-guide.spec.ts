import { readFileSync } from 'node:fs';
import { leafSchemas } from '../src/models/segment/rule.js';
import { validateRule } from '../src/modules/segments/validate.js';

const guide = readFileSync('docs/guides/segments.md', 'utf8');
const blocks = [...guide.matchAll(/^```json\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const inline = [...guide.matchAll(/`(\{ "(?:did|trait|near)"[^`]*)`/g)].map(([, text = '']) => text);
const examples = [...blocks, ...inline];

describe('the guide to segments', () => {
  it.each(examples)('gives a rule that works: %s', (text) => {
    const rule: unknown = JSON.parse(text);
    expect(validateRule(rule)).toEqual({ rule });
  });

  it('has an example of every kind of condition', () => {
    expect(examples.length).toBeGreaterThan(20);
    for (const kind of Object.keys(leafSchemas)) expect(guide).toContain(`"${kind}": {`);
  });
});
