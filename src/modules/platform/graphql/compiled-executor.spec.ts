import { readFileSync } from 'node:fs';
import fc from 'fast-check';
import { buildSchema, execute, getNamedType, GraphQLError, isEnumType, isListType, isNonNullType, isObjectType, isScalarType, isUnionType, Kind, parse, validate, type DocumentNode, type GraphQLOutputType, type GraphQLSchema } from 'graphql'; // prettier-ignore
import { compileQuery } from 'graphql-jit';
import { operationsOf, wholeQuery } from '../../../../test/support/whole-query.js';
import { AppError } from '../app-error.js';
import { toGraphQLError } from '../error.filter.js';
import { CompiledExecutor } from './compiled-executor.js';
import { isCompilable } from './is-compilable.js';
import { InstantScalar } from './scalars.js';

const schema = buildSchema(`
  scalar Instant
  enum Colour { RED GREEN }
  input Wish { colour: Colour = GREEN, at: Instant, words: [String!] }
  input Pay { to: Int!, months: Int! = 36, wish: Wish }
  input Rule { word: String, every: [Rule!], group: Group }
  input Group { rules: [Rule!], name: String }
  interface Thing { id: ID! }
  type Car implements Thing { id: ID! title: String! price: Money colour: Colour doors: Int dealer: Dealer! tags: [String!]! reviews: [Review] firstSeenAt: Instant page: String }
  type Van implements Thing { id: ID! title: String load: Float! }
  type Dealer { name: String! city: String broken: String late(ms: Int = 1): String! }
  type Money { amount: String! currency: String! }
  type Review { stars: Int! words: String }
  union Shown = Car | Van
  type Refused { code: String! problems: [String!]! }
  union Made = Car | Refused
  type Query {
    shown(first: Int = 2, wish: Wish): [Shown!]!
    car(id: ID!): Car
    thing(id: ID!): Thing
    echo(wish: Wish!, times: Int! = 1): String
    paid(by: Pay): String
    ruled(by: Rule, group: Group): String
    refused: Car!
    boom: String
    mustNotBeNull: String!
    nothing: Shown
  }
  type Mutation { add(by: Int!): Int! make(ok: Boolean!): Made! }
`);
const car = {
  __typename: 'Car',
  ...{ id: 1, title: 'A car', price: { amount: '9.00', currency: 'GBP' }, colour: 'RED', doors: 5 },
  dealer: { name: 'Ann', city: null, broken: { not: 'a text' } },
  tags: ['new', 'near'],
  reviews: [{ stars: 5, words: 'Good' }, null, { stars: null, words: 'No stars' }],
  firstSeenAt: new Date(0),
};
const van = { __typename: 'Van', id: 2, title: null, load: 1.5 };
let sum = 0;
const refuse = () =>
  toGraphQLError(new AppError('NO_SUCH_CAR', 'not-found', 'There is no car 9.', { id: 9 }));
answerWith(schema, {
  Query: {
    shown: async (_parent, { first }) => Promise.resolve([car, van, car].slice(0, Number(first))),
    car: (_parent, { id }) => (id === '1' ? car : null),
    thing: (_parent, { id }) => (id === '1' ? car : van),
    echo: (_parent, { times, wish }) => JSON.stringify({ times, wish }),
    paid: (_parent, { by }) => JSON.stringify(by),
    ruled: (_parent, { by, group }) => JSON.stringify({ by, group }),
    refused: () => Promise.reject(refuse()),
    boom: () => {
      throw new Error('boom');
    },
    mustNotBeNull: () => null,
    nothing: () => null,
  },
  Mutation: {
    add: async (_parent, { by }) => Promise.resolve((sum += Number(by))),
    make: (_parent, { ok }) => (ok ? car : { __typename: 'Refused', code: 'NO', problems: [] }),
  },
  Car: { page: () => Promise.reject(new AppError('LIST_LINK', 'invalid', 'link is no template.')) },
  Dealer: { late: async (_parent, { ms }) => Promise.resolve(`late by ${String(ms)}`) },
});
Object.assign(schema.getType('Instant') ?? {}, { serialize: InstantScalar.serialize, parseValue: InstantScalar.parseValue, parseLiteral: InstantScalar.parseLiteral }); // prettier-ignore

/** Documents, each with the variables it is asked with. */
const asked: [string, ...Record<string, unknown>[]][] = [
  ['{ shown { __typename ... on Car { id title price { amount } } ... on Van { load } } }', {}],
  ['query ($n: Int) { shown(first: $n) { ... on Car { id } ... on Van { id } } }', {}, { n: 3 }, { n: null }],
  ['query ($n: Int = 1) { shown(first: $n) { __typename } }', {}, { n: 2 }],
  ['fragment C on Car { title dealer { ...D } } fragment D on Dealer { name city } { car(id: 1) { ...C } shown { ...C } }', {}],
  ['query ($a: Boolean!, $b: Boolean!) { car(id: 1) { id @skip(if: $a) title @include(if: $b) dealer @include(if: $a) { name } } }', ...[true, false].flatMap((a) => [true, false].map((b) => ({ a, b })))],
  ['query ($a: Boolean!) { car(id: 1) { id ...F @include(if: $a) ... @skip(if: $a) { doors } } } fragment F on Car { title doors }', { a: true }, { a: false }],
  ['query ($a: Boolean!) { car(id: 1) { title ...F @skip(if: $a) } } fragment F on Car { title dealer { name @skip(if: $a) city } }', { a: true }, { a: false }],
  ['{ car(id: 1) { tags reviews { stars words } } }', {}],
  ['{ car(id: 1) { dealer { name broken } firstSeenAt } boom }', {}],
  ['{ a: car(id: 1) { b: title c: title dealer { x: late y: late(ms: 7) } } z: car(id: 2) { id } nothing { __typename } }', {}],
  ['{ refused { id } }', {}],
  ['{ car(id: 1) { id } refused { id } }', {}],
  ['{ mustNotBeNull }', {}],
  ['query ($w: Wish!) { echo(wish: $w) }', { w: {} }, { w: { colour: 'RED', at: '2026-11-22T09:30:00Z' } }, { w: { words: ['a', 'b'] } }, { w: { words: 'one' } }],
  ['query ($c: Colour!, $s: ID!) { echo(wish: { colour: $c }) car(id: 1) { id } thing(id: $s) { id } }', { c: 'RED', s: '1' }],
  ['query ($c: Colour = RED) { echo(wish: { colour: $c }) }', {}, { c: null }, { c: 'GREEN' }],
  ['query ($t: Int, $c: Colour) { echo(times: 3, wish: { colour: $c, words: ["x"] }) car(id: 1) { id } shown(first: $t) { __typename } }', {}, { c: 'RED', t: 1 }, { t: 2 }],
  ['query ($r: Rule!) { ruled(by: $r) }', { r: { every: [{ word: 'a' }, { every: [{ word: 'b' }] }] } }],
  ['query ($g: Group) { ruled(group: $g) }', {}, { g: { rules: [{ group: { name: 'x' } }] } }],
  ['query ($w: String!) { ruled(by: { every: [{ word: $w }] }) }', { w: 'a' }],
  ['query ($p: Pay) { paid(by: $p) }', {}, { p: { to: 1 } }, { p: { to: 1, months: 2, wish: {} } }],
  ['query ($n: Int!) { paid(by: { to: $n }) }', { n: 400 }],
  ['{ thing(id: 1) { id ... on Car { title } } van: thing(id: 2) { __typename id ... on Van { title load } } }', {}],
  ['query A { car(id: 1) { id } }', {}],
  ['mutation { a: add(by: 1) b: add(by: 2) c: add(by: 4) }', {}],
  ['mutation ($ok: Boolean!) { make(ok: $ok) { ... on Car { title } ... on Refused { code problems } } }', { ok: true }, { ok: false }],
  ['{ __schema { queryType { name } types { name kind fields { name type { name kind ofType { name } } } } } }', {}],
  ['{ __type(name: "Wish") { name inputFields { name defaultValue } } __typename }', {}],
]; // prettier-ignore

describe('a compiled document', () => {
  it.each(asked)('answers as graphql-js does: %s', async (text, ...values) => {
    const document = parse(text);
    expect(validate(schema, document)).toEqual([]);
    const executor = new CompiledExecutor(schema);
    for (let round = 0; round < 4; round++)
      for (const variables of values) {
        sum = 0;
        const expected = await interpreted(schema, document, variables);
        sum = 0;
        expect(plain(await executor.execute(document, nameIn(document), variables, {}))).toEqual(expected);
      }
    expect(executor.isCompiled(document, nameIn(document))).toBe(isCompilable(schema, document));
  });

  it.each([
    ['query ($w: Wish!) { echo(wish: $w) }', true],
    ['query ($c: Colour!) { echo(wish: { colour: $c }) }', true],
    ['query ($c: Colour = RED) { echo(wish: { words: ["x"], colour: $c }) }', true],
    ['query ($c: Colour) { echo(wish: { colour: $c }) }', false],
    ['query ($w: [String!]) { echo(wish: { words: $w }) }', false],
    ['query ($n: Int) { shown(first: $n) { ...C } } fragment C on Car { dealer { late(ms: $n) } }', true],
    ['mutation { add(by: 1) }', false],
    ['query ($r: Rule!) { ruled(by: $r) }', false],
    ['query ($n: Int, $g: [Group!]!) { shown(first: $n) { __typename } ruled(by: { every: $g }) }', false],
    ['query ($w: String!) { ruled(by: { every: [{ word: $w }] }) }', true],
    ['query ($p: Pay) { paid(by: $p) }', false],
    ['query ($n: Int!) { paid(by: { to: $n }) }', true],
  ])('is made of %s: %s', (text, compilable) => expect(isCompilable(schema, parse(text))).toBe(compilable));

  it('tells the operations of one document apart', async () => {
    const document = parse('query A { car(id: 1) { id } } query B { car(id: 1) { title } }');
    const executor = new CompiledExecutor(schema);
    for (let round = 0; round < 4; round++) {
      expect(plain(await executor.execute(document, 'A', {}, {}))).toEqual({ data: { car: { id: '1' } }, errors: [] }); // prettier-ignore
      expect(plain(await executor.execute(document, 'B', {}, {}))).toEqual({ data: { car: { title: 'A car' } }, errors: [] }); // prettier-ignore
    }
  });

  it('is left to graphql-js while few asked for it', async () => {
    const document = parse('{ car(id: 1) { id } }');
    const executor = new CompiledExecutor(schema);
    await executor.execute(document, null, {}, {});
    expect(executor.isCompiled(document, null)).toBe(false);
  });

  it('keeps code, details and path of our errors', async () => {
    const document = parse('{ refused { id } }');
    const executor = new CompiledExecutor(schema);
    for (let round = 0; round < 4; round++) {
      const { data, errors } = await executor.execute(document, null, {}, {});
      expect(data).toBeNull();
      expect(errors?.[0]).toBeInstanceOf(GraphQLError);
      expect(errors?.[0]).toMatchObject({ path: ['refused'], extensions: { code: 'NO_SUCH_CAR', id: 9 } });
      expect(errors?.[0]?.originalError).toBeInstanceOf(Error);
    }
  });

  it('answers with errors of fields as graphql-js makes them, whole enough for whoever formats them', async () => {
    const document = parse('{ shown(first: 1) { ... on Car { title page } } }');
    const executor = new CompiledExecutor(schema);
    for (let round = 0; round < 4; round++) {
      const { data, errors } = await executor.execute(document, null, {}, {});
      expect(data).toEqual({ shown: [{ title: 'A car', page: null }] });
      expect(errors).toMatchObject([
        { message: 'link is no template.', path: ['shown', 0, 'page'], extensions: {} },
      ]);
      expect(errors?.[0]?.originalError).toBeInstanceOf(AppError);
    }
  });
});

describe('every query of our schema, compiled', () => {
  const ours = buildSchema(readFileSync('test/golden/schema.graphql', 'utf8'), { assumeValidSDL: true });

  const queries = operationsOf(ours).filter(({ kind }) => kind === 'query');
  it.each(queries.map((operation) => ({ name: operation.name, operation })))(
    '$name answers as graphql-js does, whatever its data hold',
    async ({ operation }) => {
      let seed = 0;
      operation.field.resolve = () => invented(operation.field.type, seeded(seed), 8);
      const document = parse(wholeQuery(operation, {}));
      const executor = new CompiledExecutor(ours);
      await fc.assert(
        fc.asyncProperty(fc.integer(), async (some) => {
          seed = some;
          const expected = await interpreted(ours, document, {});
          const { data, errors } = plain(await executor.execute(document, null, {}, {}));
          expect(data).toEqual(expected.data);
          // Beneath a parent that became null the compiler tells further faults, where the interpreter stops at one.
          expect(errors.length > 0).toBe(expected.errors.length > 0);
          expect(errors).toEqual(expect.arrayContaining(expected.errors));
        }),
        { numRuns: 25 },
      );
    },
  );

  const variable = queries.map((operation) => {
    const every: Record<string, null> = {};
    for (const { name } of operation.field.args) every[name] = null;
    return { name: operation.name, text: wholeQuery(operation, every) };
  });
  it.each(variable)('$name is compiled with all its arguments as variables, or not tried', ({ text }) => {
    const document = parse(text);
    if (isCompilable(ours, document)) expect(compileQuery(ours, document)).toHaveProperty('query');
    else expect(text).toMatch(/\$\w+: (RuleInput|AudienceInput)\b/);
  });

  beforeAll(() => {
    // Arguments are not what is tried here.
    for (const { field } of operationsOf(ours)) Object.assign(field, { args: [] });
  });
});

type Resolvers = Record<string, (parent: unknown, args: Record<string, unknown>) => unknown>;

function answerWith(target: GraphQLSchema, byType: Record<string, Resolvers>): void {
  for (const [name, resolvers] of Object.entries(byType)) {
    const type = target.getType(name);
    if (!isObjectType(type)) throw new Error(`no type ${name}`);
    for (const [field, resolve] of Object.entries(resolvers)) Object.assign(type.getFields()[field] ?? {}, { resolve }); // prettier-ignore
  }
}

function nameIn({ definitions }: DocumentNode): string | null {
  const [first] = definitions;
  return first?.kind === Kind.OPERATION_DEFINITION ? (first.name?.value ?? null) : null;
}

async function interpreted(
  of: GraphQLSchema,
  document: DocumentNode,
  variableValues: Record<string, unknown>,
) {
  return plain(await execute({ schema: of, document, variableValues, contextValue: {} }));
}

/** As it leaves us; errors in the order of their paths, as that of fields which answer later is nobody's promise. */
function plain({ data, errors = [] }: Awaited<ReturnType<typeof execute>>): {
  data: unknown;
  errors: unknown[];
} {
  const told = errors
    .map((error) => error.toJSON())
    .sort((a, b) => (String(a.path) < String(b.path) ? -1 : 1));
  return { data: copy(data), errors: told.map(copy) };
}

/** As JSON tells it. */
function copy(value: unknown): unknown {
  return value === undefined ? 'left out' : JSON.parse(JSON.stringify(value));
}

function seeded(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

/** A value for a type, now and then null where it may not be. */
function invented(type: GraphQLOutputType, random: () => number, depth: number): unknown {
  if (isNonNullType(type)) return random() < 0.02 ? null : invented(type.ofType, random, depth);
  if (random() < 0.2 || depth === 0) return null;
  if (isListType(type)) return Array.from({ length: Math.floor(random() * 4) }, () => invented(type.ofType, random, depth)); // prettier-ignore
  const named = getNamedType(type);
  if (isScalarType(named)) return inventedScalar(named.name, random);
  if (isEnumType(named)) return named.getValues()[Math.floor(random() * named.getValues().length)]?.value;
  const member = isUnionType(named)
    ? named.getTypes()[Math.floor(random() * named.getTypes().length)]
    : named;
  if (!isObjectType(member)) return null;
  const fields = Object.values(member.getFields()).map((field) => [
    field.name,
    invented(field.type, random, depth - 1),
  ]);
  return { __typename: member.name, ...Object.fromEntries(fields) };
}

function inventedScalar(name: string, random: () => number): unknown {
  if (random() < 0.02) return { not: 'a scalar' };
  if (name === 'Int') return Math.floor(random() * 100);
  if (name === 'Float') return random();
  if (name === 'Boolean') return random() < 0.5;
  return `text ${random()}`;
}
