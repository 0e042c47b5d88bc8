import {
  getNamedType,
  isInputObjectType,
  isNonNullType,
  Kind,
  OperationTypeNode,
  typeFromAST,
  visit,
  type DocumentNode,
  type GraphQLInputField,
  type GraphQLNamedType,
  type GraphQLSchema,
  type VariableDefinitionNode,
} from 'graphql';
import { isEndless } from './is-endless.js';

/**
 * Whether the compiler can be trusted with a document. Not with mutations, which gain nothing and risk more; nor where a
 * variable that may be left out stands within a written object or list, as in `viewer: { userId: $userId }`: there
 * graphql-jit puts null, where GraphQL leaves the field out or takes its default. Nor where a variable is of a type that
 * holds itself, as a rule does: graphql-jit writes down what a value may hold until the stack overflows, ten seconds in
 * which nobody else is answered. Nor where a field of a variable may be left out although it is never null, as it has
 * a default: graphql-jit refuses the value.
 */
export function isCompilable(schema: GraphQLSchema, document: DocumentNode): boolean {
  const operations = document.definitions.flatMap((each) =>
    each.kind === Kind.OPERATION_DEFINITION ? [each] : [],
  );
  if (operations.some(({ operation }) => operation !== OperationTypeNode.QUERY)) return false;
  const variables = operations.flatMap(({ variableDefinitions = [] }) => variableDefinitions);
  if (variables.some((variable) => isMisread(schema, variable))) return false;
  const mayBeLeftOut = new Set(
    variables
      .filter(({ type, defaultValue }) => type.kind !== Kind.NON_NULL_TYPE && !defaultValue)
      .map(({ variable }) => variable.name.value),
  );
  return (
    mayBeLeftOut.size === 0 || ![...variablesWithinLiterals(document)].some((name) => mayBeLeftOut.has(name))
  );
}

function isMisread(schema: GraphQLSchema, { type }: VariableDefinitionNode): boolean {
  const named = getNamedType(typeFromAST(schema, type));
  return named !== undefined && (isEndless(named) || hasDefaults(named));
}

/** Whether anything within a value of this type, which holds none of its own kind, is never null and may be left out. */
function hasDefaults(type: GraphQLNamedType): boolean {
  if (!isInputObjectType(type)) return false;
  const fields = Object.values(type.getFields());
  return fields.some((field) => isOptionalByDefault(field) || hasDefaults(getNamedType(field.type)));
}

function isOptionalByDefault({ type, defaultValue }: GraphQLInputField): boolean {
  return isNonNullType(type) && defaultValue !== undefined;
}

function variablesWithinLiterals(document: DocumentNode): Set<string> {
  const names = new Set<string>();
  let depth = 0;
  const literal = {
    enter: () => {
      depth++;
    },
    leave: () => {
      depth--;
    },
  };
  visit(document, {
    [Kind.OBJECT]: literal,
    [Kind.LIST]: literal,
    [Kind.VARIABLE]: ({ name }) => {
      if (depth > 0) names.add(name.value);
    },
  });
  return names;
}
