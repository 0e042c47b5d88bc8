import {
  GraphQLError,
  Kind,
  type ASTVisitor,
  type FragmentDefinitionNode,
  type SelectionSetNode,
  type ValidationContext,
} from 'graphql';

/** Deepest selection a query may have: the deepest useful one in our schema is 9, and what tools ask of a schema is 15. */
export const deepestQuery = 16;

/** Validation rule: refuses a query whose fields lie deeper inside each other than any useful one. Fragments count as what they hold. */
export function queryDepth(context: ValidationContext): ASTVisitor {
  const known = new Map<string, number>();
  const depthOf = (selections: SelectionSetNode | undefined): number =>
    Math.max(
      0,
      ...(selections?.selections ?? []).map((part) => {
        if (part.kind === Kind.FIELD) return 1 + depthOf(part.selectionSet);
        if (part.kind === Kind.INLINE_FRAGMENT) return depthOf(part.selectionSet);
        return depthOfFragment(context.getFragment(part.name.value));
      }),
    );
  const depthOfFragment = (fragment: FragmentDefinitionNode | null | undefined): number => {
    if (!fragment) return 0;
    const name = fragment.name.value;
    const depth = known.get(name);
    if (depth !== undefined) return depth;
    known.set(name, 0); // a fragment inside itself is another rule's to refuse
    known.set(name, depthOf(fragment.selectionSet));
    return known.get(name) ?? 0;
  };
  return {
    OperationDefinition: (operation) => {
      const depth = depthOf(operation.selectionSet);
      if (depth <= deepestQuery) return;
      const message = `The query is ${depth} fields deep and at most ${deepestQuery} are allowed; ask in several requests.`;
      context.reportError(new GraphQLError(message, { nodes: operation }));
    },
  };
}
