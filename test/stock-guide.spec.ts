import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';

const guide = ['stock', 'stock-feeds'].map((name) => readFileSync(`docs/guides/${name}.md`, 'utf8')).join('\n'); // prettier-ignore
const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));

describe('the guide to the stock', () => {
  const examples = [...guide.matchAll(/```graphql\n([\s\S]*?)```/g)].map(([, example = '']) => example);

  it('has examples', () => {
    expect(examples.length).toBeGreaterThan(0);
  });

  it.each(examples)('asks what can be asked: %s', (example) => {
    expect(validate(schema, parse(example))).toEqual([]);
  });
});
