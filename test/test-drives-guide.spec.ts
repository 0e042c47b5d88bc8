import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';

const guide = readFileSync('docs/guides/test-drives.md', 'utf8');
const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));
const examples = [...guide.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);

describe('the guide to test drives', () => {
  it.each(examples)('asks what the schema has: %s', (text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('has an example of each, and names every mutation', () => {
    expect(examples).toHaveLength(4);
    const offered = Object.keys(schema.getMutationType()?.getFields() ?? {}).filter((name) => /TestDrive|Showroom/.test(name)); // prettier-ignore
    expect(offered.filter((name) => !guide.includes(name))).toEqual([]); // prettier-ignore
  });
});
