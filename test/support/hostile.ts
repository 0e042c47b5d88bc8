import {
  getNamedType,
  getNullableType,
  isEnumType,
  isInputObjectType,
  isListType,
  isNonNullType,
  type GraphQLInputType,
} from 'graphql';

/** What an answer may never repeat as often as the hostile texts do. */
export const longestEcho = /Q{101}|(Q ){51}/;

const cursor = (...key: unknown[]) => Buffer.from(JSON.stringify(key)).toString('base64url');
const someId = '00000000-0000-4000-8000-000000000000';
const texts = [
  '',
  ' ',
  '\u0000',
  '\ud800',
  'Q'.repeat(6_000),
  'Q '.repeat(3_000),
  "'; drop table x --",
  '%',
  '{',
];
const cursors = [
  'not a cursor',
  ...[cursor(), cursor({}), cursor('9'.repeat(400), someId), cursor('+275760-09-13T00:00:00.000Z', someId)],
  ...[cursor('9999-12-31T23:59:59.999Z', '9'.repeat(15)), cursor('9999-12-31T23:59:59.999Z', someId)],
  cursor('a', 'b', '9999', 'c', someId),
  ...[[someId], ['lead-score', '1'], ['1']].map((rest) => cursor('0000-01-01T00:00:00.000Z', ...rest)), // a year that PostgreSQL does not have
];
const hostile: Record<string, unknown[]> = {
  Int: [0, -1, 2_147_483_647, -2_147_483_648, 2_147_483_648, 1.5, '1'],
  Float: [0, -1, 1e308, -1e308, 5e-324, 1e400, '1'],
  Boolean: ['true', 1],
  String: texts,
  ID: [...texts, someId, someId.toUpperCase(), -1, 2 ** 53],
  Instant: ['+275760-09-13T00:00:00Z', '-000001-01-01T00:00:00Z', '0000-01-01T00:00:00Z', '9999-12-31T23:59:59Z', '0001-01-01T00:00:00+14:00', '2026-02-30T00:00:00Z', '', 1e15], // prettier-ignore
  Decimal: [
    '999999999999999.9999',
    '-999999999999999.9999',
    '1e9',
    '',
    'Q'.repeat(6_000),
    '9'.repeat(400),
    5,
  ],
  Duration: ['P999999999999D', '-P1D', '', 'P', 'Q'.repeat(6_000)],
  TraitValue: [1e308, '', 'Q'.repeat(6_000), true, [], {}],
};

/** Values that a stranger might send for this type; those that fit it and those that do not. `path` tells cursors from text. */
function hostileFor(type: GraphQLInputType, path: string): unknown[] {
  const named = getNullableType(type);
  if (isListType(named)) {
    const [some] = hostileFor(named.ofType, path);
    return [
      [],
      null,
      [null],
      Array.from({ length: 10_000 }, () => some),
      ...hostileFor(named.ofType, path).map((one) => [one]),
    ];
  }
  if (isEnumType(named)) return ['', 'NOPE', 'Q'.repeat(6_000), 5, null];
  if (isInputObjectType(named)) return [null, {}, [], 'Q'.repeat(6_000), 5];
  if (path.endsWith('after')) return [...cursors, ...texts];
  return [...(hostile[named.name] ?? []), null, {}];
}

/** The least that fits a type: what stands around a hostile value. */
function least(type: GraphQLInputType): unknown {
  if (!isNonNullType(type)) return undefined;
  const named = type.ofType;
  if (isListType(named)) return [];
  if (isEnumType(named)) return named.getValues()[0]?.name;
  if (isInputObjectType(named))
    return Object.fromEntries(
      Object.values(named.getFields()).map((field) => [field.name, least(field.type)]),
    );
  return named.name === 'Int' || named.name === 'Float' ? 1 : named.name === 'Boolean' ? true : 'x';
}

/**
 * Every place in a value of this type, with every hostile value there and what is needed around it. A type inside
 * itself is followed once.
 */
export function hostileValues(
  type: GraphQLInputType,
  sound: unknown,
  path: string,
  seen: readonly string[] = [],
): { path: string; value: unknown }[] {
  const here = hostileFor(type, path).map((value) => ({ path, value }));
  const named = getNamedType(type);
  if (!isInputObjectType(named) || seen.includes(named.name)) return here;
  const around = isRecord(sound) ? sound : isRecord(least(type)) ? least(type) : {};
  const inList = isListType(getNullableType(type));
  const inner = Object.values(named.getFields()).flatMap((field) => {
    const known = isRecord(around) ? around[field.name] : undefined;
    return hostileValues(field.type, known, `${path}.${field.name}`, [...seen, named.name]).map((each) => {
      const value = named.isOneOf ? { [field.name]: each.value } : { ...(isRecord(around) ? around : {}), [field.name]: each.value }; // prettier-ignore
      return { path: each.path, value: inList ? [value] : value };
    });
  });
  return [...here, ...inner];
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
