import { firstLifecycle } from '../../../models/segment/lifecycle-settings.js';
import type { Rule } from '../../../models/segment/rule.js';
import { Audience } from '../engine/audience.js';
import { surroundingsFrom } from '../meaning/surroundings-from.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { neededProperties } from '../need.js';
import type { TenantRules, Watched } from './resident-messages.js';
import { Standing } from './standing.js';

/** A tenant's people in a shard, and the rules they are looked at by. */
export interface Tenant {
  audience: Audience;
  rules: TenantRules;
  /** Names of properties that are held. */
  properties: readonly string[];
  /** Who stands on which list. */
  readonly standing: Standing;
}

const nowhere = { zone: 'UTC', places: new Map(), stages: firstLifecycle };

/** A tenant of whom nobody and no rule is known yet. */
export function unknownTenant(tenantId: string): Tenant {
  const rules: TenantRules = { tenantId, segments: [], facts: nowhere };
  const standing = new Standing();
  return { audience: new Audience(aroundFor(rules, standing)), rules, properties: [], standing };
}

/** What rules of a tenant refer to beside what people did. */
export function aroundFor({ segments, facts }: TenantRules, standing: Standing): Surroundings {
  const byId = new Map(segments.map(({ id, rule }) => [id, rule]));
  return surroundingsFrom(
    facts,
    (id) => byId.get(id),
    (list, profileId) => standing.has(list, profileId),
  );
}

/** The rules of its segments. */
export function rulesOf({ segments }: TenantRules): Rule[] {
  return segments.map(({ rule }) => rule);
}

/** Names of properties to hold for rules too: those held, where no others are asked for. */
export function propertiesFor(
  { properties }: Pick<Tenant, 'properties'>,
  rules: readonly Rule[],
  around: Surroundings,
): readonly string[] {
  const added = neededProperties(rules, around).filter((name) => !properties.includes(name));
  return added.length === 0 ? properties : [...properties, ...added];
}

/** What is asked of a tenant's people. */
export function watchedIn(
  { audience, properties, standing }: Tenant,
  isUntold: boolean,
  isRead: boolean,
): Watched {
  return { properties, asksTraits: audience.asksTraits, lists: standing.names, isUntold, isRead };
}
