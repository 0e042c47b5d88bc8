import {
  graphqlSync,
  GraphQLObjectType,
  GraphQLSchema,
  GraphQLString,
  type GraphQLFieldResolver,
} from 'graphql';
import { readPlainly } from './read-plainly.js';

type Parent = Record<string, unknown>;

/** Whether a field so called still has its resolver afterwards. */
function isKept(resolve: GraphQLFieldResolver<Parent, unknown>, name = 'title'): boolean {
  const query = new GraphQLObjectType({
    name: 'Query',
    fields: { [name]: { type: GraphQLString, resolve } },
  });
  readPlainly(new GraphQLSchema({ query }));
  return query.getFields()[name]?.resolve !== undefined;
}

describe('reading plainly', () => {
  const named = (parent: Parent) => parent['title'];

  it('takes away a resolver that only reads the property', () => {
    expect(isKept(named)).toBe(false);
  });

  it('does so of one without a name, as a bundler leaves it', () => {
    const nameless = () => (parent: Parent) => parent['title'];
    expect(nameless().name).toBe('');
    expect(isKept(nameless())).toBe(false);
  });

  it('keeps one that reads another property, or has a default', () => {
    expect(isKept(named, 'words')).toBe(true);
    const withDefault = (parent: Parent) => (parent['title'] === undefined ? 'none' : parent['title']);
    expect(isKept(withDefault)).toBe(true);
  });

  it('keeps, and does not call, one that asks for more than the parent', () => {
    let calls = 0;
    const resolve: GraphQLFieldResolver<Parent, unknown> = (_parent, _args) => ++calls;
    expect(isKept(resolve)).toBe(true);
    expect(isKept((...all: unknown[]) => (calls += all.length))).toBe(true);
    expect(calls).toBe(0);
  });

  it('leaves the description of the schema by itself as it is', () => {
    const query = new GraphQLObjectType({ name: 'Query', fields: { title: { type: GraphQLString } } });
    const schema = new GraphQLSchema({ query });
    readPlainly(schema);
    const { data } = graphqlSync({ schema, source: '{ __type(name: "Query") { name fields { name } } }' });
    expect(data).toEqual({ __type: { name: 'Query', fields: [{ name: 'title' }] } });
  });
});
