import { isIntrospectionType, isObjectType, type GraphQLFieldResolver, type GraphQLSchema } from 'graphql';

/**
 * Takes away resolvers that do no more than read the property of the field's name, as GraphQL does without one. Nest
 * gives every field such a resolver, and for the compiler a resolver is a call that may answer later. Found by trying:
 * a resolver is one of them when it takes the parent alone, as only Nest's own does, and hands out just what the property holds.
 * Not by the name Nest gives it: a bundler may drop names.
 */
export function readPlainly(schema: GraphQLSchema): void {
  for (const type of Object.values(schema.getTypeMap()))
    if (isObjectType(type) && !isIntrospectionType(type))
      for (const field of Object.values(type.getFields()))
        if (field.resolve && isPlain(field.resolve, field.name)) delete field.resolve;
}

/** With middleware, a default or `@ResolveField` it is another one. */
function isPlain(resolve: GraphQLFieldResolver<unknown, unknown>, name: string): boolean {
  if (resolve.length !== 1) return false;
  const read = (parent: unknown): unknown => Reflect.apply(resolve, undefined, [parent]);
  const held = {};
  return read({ [name]: held }) === held && read({}) === undefined;
}
