import type { Rule } from '../../../models/segment/rule.js';

/**
 * Names of properties that rules may ask for: every text under `name` or `of`, and so more than are asked; of leads their grade. What evaluation
 * finds out for itself (`need.ts`) is one of the things that an audit is to hold true.
 */
export function namesIn(rules: readonly Rule[]): string[] {
  const names = new Set<string>();
  const look = (value: unknown): void => {
    if (typeof value !== 'object' || value === null) return;
    for (const [key, inner] of Object.entries(value))
      if (typeof inner === 'string' && (key === 'name' || key === 'of')) names.add(inner);
      else if (key === 'lead') names.add('grade');
      else look(inner);
  };
  look(rules);
  return [...names];
}
