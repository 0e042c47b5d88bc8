import { sentKinds, type IdentityKind } from '../../models/profile/identity.entity.js';

/** The surest of somebody's ids, a person's before a thing's. A car they owned once is none: undefined where all are such. */
export function surestOf<T extends { readonly kind: IdentityKind }>(ids: readonly T[]): T | undefined {
  return sentKinds.flatMap((kind) => ids.find((id) => id.kind === kind) ?? [])[0];
}
