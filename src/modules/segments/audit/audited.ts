import { ruleSchema, type Rule } from '../../../models/segment/rule.js';
import type { SegmentEntity } from '../../../models/segment/segment.entity.js';
import { refersTo } from '../references.js';

/** A segment that can be audited, and its rule. */
export interface Audited {
  readonly id: string;
  readonly rule: Rule;
}

/**
 * Of a tenant's active segments those whose memberships can be held against their rules. One that is held, or refers to one
 * whose rule cannot be read, is kept as it was and says nothing of evaluation.
 */
export function auditable(
  segments: readonly Pick<SegmentEntity, 'id' | 'rule' | 'unreadableSince'>[],
): Audited[] {
  const read = segments.map(({ id, rule, unreadableSince }) => ({
    id,
    rule: unreadableSince === null ? ruleSchema.safeParse(rule).data : undefined,
  }));
  let sound = read.flatMap(({ id, rule }) => (rule ? [{ id, rule }] : []));
  const unsound = new Set(read.flatMap(({ id, rule }) => (rule ? [] : [id])));
  for (let before = -1; before !== unsound.size;) {
    before = unsound.size;
    for (const { id, rule } of sound) if (refersTo(rule).some((of) => unsound.has(of))) unsound.add(id);
    sound = sound.filter(({ id }) => !unsound.has(id));
  }
  return sound;
}
