/**
 * Whose a version of a model is, by its name. `2026-11-28.1` is the installation's, and anybody may have it. `2026-11-28.3-` and the 32 hex
 * digits of a tenant's id is that tenant's, as it was taught with that tenant's people: nobody else is told that there is such a version.
 */
export const versionFormat = /^\d{4}-\d\d-\d\d\.\d+(?:-[0-9a-f]{32})?$/;

const owned = /-([0-9a-f]{32})$/;

/** Name of a tenant's own version: the day of `at` (UTC), a number that the tenant has not had for this model, and whose it is. */
export function ownVersion(tenantId: string, at: Date, number: number): string {
  return `${at.toISOString().slice(0, 10)}.${number}-${digits(tenantId)}`;
}

/** Whether a version is some tenant's own. */
export function isOwned(version: string): boolean {
  return owned.test(version);
}

/** Whether a tenant may know of a version. */
export function isFor(version: string, tenantId: string): boolean {
  const owner = owned.exec(version)?.[1];
  return owner === undefined || owner === digits(tenantId);
}

function digits(tenantId: string): string {
  return tenantId.replaceAll('-', '').toLowerCase();
}
