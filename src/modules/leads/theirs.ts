import type { Person } from '../../models/rights/personal-data.js';

/**
 * What of a table is a person's, as a condition with its parameters: it follows the identity it came with; what is so old that it
 * has none stays with its profile.
 */
export function theirs({ tenantId, profileIds, identityIds }: Person): [string, object] {
  return [
    `tenant_id = :tenantId
     and (identity_id = any(:identityIds) or (identity_id is null and profile_id = any(:profileIds)))`,
    { tenantId, profileIds, identityIds },
  ];
}
