import {
  getVariableValues,
  Kind,
  visit,
  type DocumentNode,
  type GraphQLSchema,
  type OperationDefinitionNode,
} from 'graphql';

type Variables = Readonly<Record<string, unknown>>;

/** Faults told at once: whoever sends ten thousand wrong values needs to see a few. */
const mostTold = 5;

/** Deepest value within a value; the deepest useful one, a segment's rule, has some thirty. */
const deepestValue = 100;

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
  const found = look(variables);
  if (found === 'too deep') return `A variable is nested deeper than ${deepestValue} levels; flatten it.`;
  const definitions = operation.variableDefinitions ?? [];
  const { errors } = getVariableValues(schema, definitions, variables, { maxErrors: mostTold });
  if (errors) return errors.map(({ message }) => message).join(' ');
  if (found === 'unstorable' || quotesUnstorableText(document))
    return 'A text holds a NUL character or half of a surrogate pair, which cannot be stored; leave it out.';
  return null;
}

/** Without recursion, as a stranger decides how deep the value is; what comes after it may recurse. */
function look(variables: Variables): 'sound' | 'unstorable' | 'too deep' {
  let found: 'sound' | 'unstorable' = 'sound';
  const left: [value: unknown, depth: number][] = [[variables, 0]];
  for (let next = left.pop(); next; next = left.pop()) {
    const [value, depth] = next;
    if (depth > deepestValue) return 'too deep';
    if (typeof value === 'string' && isUnstorable(value)) found = 'unstorable';
    if (typeof value === 'object' && value !== null)
      for (const inner of Object.values(value)) left.push([inner, depth + 1]);
  }
  return found;
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
