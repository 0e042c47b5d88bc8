import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';
import { insightDimensions, mostTraits, mostValues } from '../src/models/segment/insight.js';
import { fewestTold } from '../src/modules/segments/insight/insight-of.js';
import { fewestBuyers } from '../src/modules/segments/insight/suggestions-of.js';

const guide = readFileSync('docs/guides/insight.md', 'utf8');
const examples = [...guide.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text);
const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));

describe('the guide to what is to be learnt of audiences', () => {
  it.each(examples)('asks what the schema has: %s', (text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('has an example of each question, and tells of every dimension and bound', () => {
    expect(examples).toHaveLength(3);
    for (const dimension of insightDimensions) expect(guide).toContain(`\`${dimension}\``);
    expect(guide).toContain(`fewer than ${fewestTold} people`);
    expect(guide).toContain(`fewer than ${fewestBuyers} buyers`);
    expect(guide).toContain(`up to ${mostTraits} can be named`);
    expect(guide).toContain(`more than ${mostValues.toLocaleString('en')}`);
  });
});
