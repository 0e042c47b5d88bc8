import { getVariableValues, Kind, visit, type DocumentNode, type GraphQLSchema, type OperationDefinitionNode } from 'graphql'; // prettier-ignore

type Variables = Readonly<Record<string, unknown>>;

/**
 * What is wrong with the values of a query, in words for its sender; null when nothing is. Found before anything runs:
 * a value of the wrong type, or text that PostgreSQL cannot hold (NUL, half a surrogate pair).
 */
export function variableProblem(
  schema: GraphQLSchema,
  document: DocumentNode,
  operation: OperationDefinitionNode,
  variables: Variables,
): string | null {
  const { errors } = getVariableValues(schema, operation.variableDefinitions ?? [], variables);
  if (errors) return errors.map(({ message }) => message).join(' ');
  if (holdsUnstorableText(variables) || quotesUnstorableText(document))
    return 'A text holds a NUL character or half of a surrogate pair, which cannot be stored; leave it out.';
  return null;
}

function holdsUnstorableText(value: unknown): boolean {
  if (typeof value === 'string') return isUnstorable(value);
  if (typeof value !== 'object' || value === null) return false;
  return Object.values(value).some(holdsUnstorableText);
}

/** Documents looked through already: the same one is asked again and again, with other variables. */
const quotesLookedAt = new WeakMap<DocumentNode, boolean>();

function quotesUnstorableText(document: DocumentNode): boolean {
  const known = quotesLookedAt.get(document);
  if (known !== undefined) return known;
  let found = false;
  visit(document, { [Kind.STRING]: ({ value }) => void (found ||= isUnstorable(value)) });
  quotesLookedAt.set(document, found);
  return found;
}

function isUnstorable(text: string): boolean {
  return text.includes('\u0000') || !/^\P{Surrogate}*$/u.test(text);
}
