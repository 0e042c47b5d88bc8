import { readdirSync, readFileSync } from 'node:fs';
import { GraphQLError, Kind, parse, validate, type GraphQLSchema } from 'graphql';
import { ApiModule } from '../src/api.module.js';
import { schemaOf } from '../src/modules/platform/graphql/print-schema.js';

const pages = ['README.md', ...readdirSync('docs', { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.md')).map((name) => `docs/${name}`)]; // prettier-ignore
/** A fenced block of GraphQL, wherever it is indented. */
const fenced = /^( *)```graphql\n([\s\S]*?)^\1```$/gm;

describe('every query in the guides', () => {
  let schema: GraphQLSchema;
  beforeAll(async () => {
    schema = await schemaOf(ApiModule);
  });

  it('is one the API would answer', () => {
    const examples = pages.flatMap((page) =>
      [...readFileSync(page, 'utf8').matchAll(fenced)].map(([, , text = '']) => ({ page, text })),
    );
    expect(examples.length).toBeGreaterThan(50);
    expect(
      examples.flatMap(({ page, text }) =>
        faultsOf(schema, text).map((fault) => `${page}: ${fault} in ${text}`),
      ),
    ).toEqual([]);
  });
});

/** Several operations in one example are sent one by one. */
function faultsOf(schema: GraphQLSchema, text: string): string[] {
  try {
    const { definitions } = parse(text);
    const fragments = definitions.filter(({ kind }) => kind === Kind.FRAGMENT_DEFINITION);
    return definitions
      .filter(({ kind }) => kind === Kind.OPERATION_DEFINITION)
      .flatMap((each) => validate(schema, { kind: Kind.DOCUMENT, definitions: [each, ...fragments] }))
      .map(({ message }) => message);
  } catch (fault) {
    return [fault instanceof GraphQLError ? fault.message : String(fault)];
  }
}
