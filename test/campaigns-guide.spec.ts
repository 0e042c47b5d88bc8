import { readFileSync } from 'node:fs';
import { buildSchema, Kind, parse, validate } from 'graphql';

describe('the guide to campaigns', () => {
  const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));
  const guide = readFileSync('docs/guides/campaigns.md', 'utf8');
  const blocks = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, text = '']) => text);

  it('asks for nothing that the schema does not know', () => {
    expect(blocks.length).toBeGreaterThan(1);
    const operations = blocks.flatMap((text) => parse(text).definitions);
    for (const definition of operations)
      expect(validate(schema, { kind: Kind.DOCUMENT, definitions: [definition] })).toEqual([]);
  });
});
