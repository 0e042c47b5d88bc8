import type { Rule } from '../../models/segment/rule.js';

/** A part of a rule and where it stands: `rule.all[1].did`. */
export interface RuleNode {
  readonly path: string;
  readonly node: Rule;
}

/** Every part of a rule in the tree's order: parents before their parts. */
export function* nodesOf(rule: Rule, path = 'rule'): Generator<RuleNode> {
  const [kind = ''] = Object.keys(rule);
  const own = `${path}.${kind}`;
  yield { path: own, node: rule };
  if ('not' in rule) yield* nodesOf(rule.not, own);
  const parts = 'all' in rule ? rule.all : 'any' in rule ? rule.any : [];
  for (const [n, part] of parts.entries()) yield* nodesOf(part, `${own}[${n}]`);
}
