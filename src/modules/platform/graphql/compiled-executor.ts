import { execute, GraphQLError, type DocumentNode, type ExecutionResult, type GraphQLSchema } from 'graphql';
import { compileQuery, isCompiledQuery, type CompiledQuery } from 'graphql-jit';
import { isCompilable } from './is-compilable.js';

type Variables = Readonly<Record<string, unknown>>;
type Compiled = CompiledQuery['query'];

/** How often a document was asked, and, once it was worth it, its function; null where the interpreter stays. */
interface Known {
  asked: number;
  readonly functions: Map<string | null, Compiled | null>;
}

/** A document asked less often is not compiled: that costs a hundred times what it saves. */
const worthCompiling = 3;

/**
 * Runs documents: the first times by graphql-js, then compiled to a function of its own. What is compiled lives as long
 * as the document does, and that is as long as Apollo's document store keeps it, so there is one bound on both.
 */
export class CompiledExecutor {
  private readonly known = new WeakMap<DocumentNode, Known>();

  constructor(private readonly schema: GraphQLSchema) {}

  /** `document` must be valid for the schema. Operations of one document are told apart by name; null is the only one. */
  execute(
    document: DocumentNode,
    operationName: string | null,
    variables: Variables,
    contextValue: unknown,
  ): ExecutionResult | Promise<ExecutionResult> {
    const compiled = this.compiled(document, operationName);
    if (compiled) return withWholeErrors(compiled(undefined, contextValue, variables));
    return execute({
      schema: this.schema,
      document,
      operationName,
      variableValues: variables,
      contextValue,
    });
  }

  /** Whether that document is past the interpreter. */
  isCompiled(document: DocumentNode, operationName: string | null): boolean {
    return !!this.known.get(document)?.functions.get(operationName);
  }

  private compiled(document: DocumentNode, operationName: string | null): Compiled | null {
    let known = this.known.get(document);
    if (!known) this.known.set(document, (known = { asked: 0, functions: new Map() }));
    const made = known.functions.get(operationName);
    if (made !== undefined) return made;
    if (++known.asked < worthCompiling) return null;
    const compiled = isCompilable(this.schema, document)
      ? compile(this.schema, document, operationName)
      : null;
    known.functions.set(operationName, compiled);
    return compiled;
  }
}

/** What a field threw comes out of compiled documents without `extensions`, which whoever formats it takes for granted. */
function withWholeErrors(answer: ExecutionResult | Promise<ExecutionResult>): ExecutionResult | Promise<ExecutionResult> {
  if (answer instanceof Promise) return answer.then((result) => withWholeErrors(result));
  const { errors } = answer;
  return errors ? { ...answer, errors: errors.map(whole) } : answer;
} // prettier-ignore

function whole({ message, locations, path, originalError, extensions }: GraphQLError): GraphQLError {
  return Object.assign(new GraphQLError(message, { path, originalError, extensions }), { locations });
}

function compile(
  schema: GraphQLSchema,
  document: DocumentNode,
  operationName: string | null,
): Compiled | null {
  const result = compileQuery(schema, document, operationName ?? undefined);
  return isCompiledQuery(result) ? result.query : null;
}
