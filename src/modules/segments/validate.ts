import type { z } from 'zod';
import { ruleBounds } from '../../models/segment/rule-bounds.js';
import { leafSchemas, ruleSchema, type Rule } from '../../models/segment/rule.js';
import { plainFaults } from '../platform/plain-faults.js';
import { remedyFor } from './remedies.js';
import { senseFaults } from './sense.js';

/** One fault of a rule, told so that it can be mended: where (`rule.all[1].did.within`), what, and how. */
export interface RuleProblem {
  readonly path: string;
  readonly message: string;
  readonly remedy: string;
}

/** A rule that may be stored, or everything that keeps it from being one. */
export type Validation = { readonly rule: Rule } | { readonly problems: readonly RuleProblem[] };

/** Checks a rule from outside and finds every fault at once, but for what it refers to (`references.ts`). Null counts as absent, as in GraphQL. */
export function validateRule(input: unknown): Validation {
  const given = withoutNulls(input);
  const problems: RuleProblem[] = [];
  const nodes = check(given, 'rule', 1, problems);
  if (nodes > ruleBounds.nodes)
    problems.push({
      path: 'rule',
      message: `has ${nodes} parts and at most ${ruleBounds.nodes} are allowed`,
      remedy: 'Put several makes, models or values into one list, or split the audience in two.',
    });
  if (problems.length > 0) return { problems };
  return { rule: ruleSchema.parse(given) };
}

const leaves: ReadonlyMap<string, z.ZodType> = new Map(Object.entries(leafSchemas));
const kinds = ['all', 'any', 'not', ...leaves.keys()];

/** Collects the faults below a node; returns how many nodes it has. */
function check(node: unknown, path: string, depth: number, problems: RuleProblem[]): number {
  if (depth > ruleBounds.depth) {
    problems.push({
      path,
      message: `is nested deeper than ${ruleBounds.depth} levels`,
      remedy: depthRemedy(path),
    });
    return 1;
  }
  const entries = isRecord(node) ? Object.entries(node) : [];
  const [entry] = entries;
  if (!entry || entries.length > 1 || !kinds.includes(entry[0])) {
    problems.push({
      path,
      message: entries.length > 1 ? `has ${entries.length} parts at once` : 'is not a condition',
      remedy: `Give exactly one of ${kinds.join(', ')}; to combine several, list them in all or any.`,
    });
    return 1;
  }
  const [kind, value] = entry;
  const inner = `${path}.${kind}`;
  if (kind === 'not') return 1 + check(value, inner, depth + 1, problems);
  const leaf = leaves.get(kind);
  if (leaf) return checkLeaf(leaf, kind, value, inner, problems);
  if (Array.isArray(value) && value.length > 0)
    return value.reduce<number>(
      (nodes, part, index) => nodes + check(part, `${inner}[${index}]`, depth + 1, problems),
      1,
    );
  problems.push({ path: inner, message: 'is empty', remedy: `List at least one condition in ${kind}.` });
  return 1;
}

/** What is wrong with one end of the tree: its shape, else its sense. */
function checkLeaf(
  schema: z.ZodType,
  kind: string,
  value: unknown,
  path: string,
  problems: RuleProblem[],
): number {
  const parsed = schema.safeParse(value, plainFaults);
  if (parsed.success) problems.push(...senseFaults(ruleSchema.parse({ [kind]: value }), path));
  for (const issue of parsed.error?.issues ?? []) {
    const at = issue.path.reduce<string>((text, part) => `${text}${step(part)}`, path);
    problems.push({ path: at, message: issue.message, remedy: remedyFor(issue, at) });
  }
  return 1;
}

/** How to mend a part that lies too deep at this place. */
function depthRemedy(path: string): string {
  return path.includes('.not.not')
    ? 'Leave out each two nots in a row: they take each other away.'
    : 'Flatten it: all inside all, and any inside any, can be one list, and a list of one is that one. A part may also be a segment of its own, asked for with member.';
}

function step(part: PropertyKey): string {
  return typeof part === 'number' ? `[${part}]` : `.${String(part)}`;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Only the outer layers: what lies deeper than a rule may be is refused by `check`, so recursion stays bounded. */
function withoutNulls(value: unknown, depth = 0): unknown {
  if (depth > 4 * ruleBounds.depth) return value;
  if (Array.isArray(value)) return value.map((part: unknown) => withoutNulls(part, depth + 1));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([, part]) => part !== null && part !== undefined)
      .map(([key, part]) => [key, withoutNulls(part, depth + 1)]),
  );
}
