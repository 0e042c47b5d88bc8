import {
  getNamedType,
  isInputObjectType,
  isLeafType,
  isObjectType,
  isRequiredArgument,
  isUnionType,
  type GraphQLField,
  type GraphQLInputType,
  type GraphQLNamedType,
  type GraphQLSchema,
} from 'graphql';

/** A query or mutation of the schema. */
export interface Operation {
  kind: 'query' | 'mutation';
  name: string;
  field: GraphQLField<unknown, unknown>;
}

/** Everything that can be called. */
export function operationsOf(schema: GraphQLSchema): Operation[] {
  const named = (kind: Operation['kind'], type: ReturnType<GraphQLSchema['getQueryType']>) =>
    Object.values(type?.getFields() ?? {}).map((field) => ({ kind, name: field.name, field }));
  return [...named('query', schema.getQueryType()), ...named('mutation', schema.getMutationType())];
}

/** The operation as text, with the variables given and every field of its answer down to a depth. */
export function wholeQuery({ kind, name, field }: Operation, variables: object): string {
  const used = field.args.filter((argument) => argument.name in variables);
  const declared = used.map((argument) => `$${argument.name}: ${String(argument.type)}`).join(', ');
  const passed = used.map((argument) => `${argument.name}: $${argument.name}`).join(', ');
  const inBraces = (text: string) => (text ? `(${text})` : '');
  return `${kind} ${inBraces(declared)} { ${name}${inBraces(passed)} ${selectionOf(getNamedType(field.type), 6)} }`;
}

/** Fields are renamed after their type, as members of a union may use one name for different things. */
function selectionOf(type: GraphQLNamedType, depth: number): string {
  if (isUnionType(type))
    return `{ __typename ${type
      .getTypes()
      .map((member) => `... on ${member.name} ${selectionOf(member, depth)}`)
      .join(' ')} }`;
  if (!isObjectType(type)) return '';
  const fields = Object.values(type.getFields())
    .filter((field) => !field.args.some(isRequiredArgument))
    .filter((field) => isLeafType(getNamedType(field.type)) || depth > 1)
    .map(
      (field) =>
        `${type.name}_${field.name}: ${field.name} ${selectionOf(getNamedType(field.type), depth - 1)}`,
    );
  return `{ __typename ${fields.join(' ')} }`;
}

/** Where an operation takes an id: `id`, `input.includeSegments`. A type inside itself is followed once. */
export function idPaths({ field }: Operation): string[] {
  return field.args.flatMap((argument) => pathsInto(argument.name, argument.type, []));
}

function pathsInto(path: string, type: GraphQLInputType, seen: string[]): string[] {
  const named = getNamedType(type);
  if (named.name === 'ID') return [path];
  if (!isInputObjectType(named) || seen.includes(named.name)) return [];
  return Object.values(named.getFields()).flatMap((field) =>
    pathsInto(`${path}.${field.name}`, field.type, [...seen, named.name]),
  );
}

/** Paths of everything said in some variables, list positions left out. */
export function saidPaths(value: unknown, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((element) => saidPaths(element, path));
  if (typeof value !== 'object' || value === null) return [path];
  return Object.entries(value).flatMap(([key, inner]) => saidPaths(inner, path ? `${path}.${key}` : key));
}
