import { readFileSync } from 'node:fs';
import { buildSchema, parse, validate } from 'graphql';

const guides = ['test-drives', 'test-drive-programmes'].map((name) => readFileSync(`docs/guides/${name}.md`, 'utf8')); // prettier-ignore
const schema = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'));
const examplesOf = (guide: string) => [...guide.matchAll(/^```graphql\n([\s\S]*?)^```$/gm)].map(([, text = '']) => text); // prettier-ignore

describe('the guides to test drives', () => {
  it.each(guides.flatMap(examplesOf))('ask what the schema has: %s', (text) => {
    expect(validate(schema, parse(text))).toEqual([]);
  });

  it('have an example of each, and name every mutation', () => {
    expect(guides.map((guide) => examplesOf(guide).length)).toEqual([5, 10]);
    const offered = Object.keys(schema.getMutationType()?.getFields() ?? {}).filter((name) => /TestDrive|Showroom|Programme|IdentityCheck|PartnerBand/.test(name)); // prettier-ignore
    expect(offered.filter((name) => !guides.some((guide) => guide.includes(name)))).toEqual([]); // prettier-ignore
  });
});
