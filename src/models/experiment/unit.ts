import type { IdentityKind } from '../profile/identity.entity.js';

/** An id of a person by which a storefront may name them, as the viewer store keeps it. */
export interface NamedId {
  readonly kind: IdentityKind;
  readonly alias: string;
  /** Since when it is known. */
  readonly since: Date;
}

/** Kinds of ids that a storefront names a viewer by; a browser's stands first, as a shopper comes by it before they sign in. */
const namingKinds: readonly IdentityKind[] = ['anonymousId', 'userId'];

/**
 * The id by which somebody's arm is drawn: the oldest of theirs that a storefront can name, so that it is the browser they
 * first came with, before and after they sign in and on every device they sign in on. Null where there is none.
 */
export function unitOf(ids: readonly NamedId[]): string | null {
  const naming = ids.filter(({ kind }) => namingKinds.includes(kind));
  const [oldest] = naming.toSorted(
    (a, b) =>
      a.since.getTime() - b.since.getTime() ||
      namingKinds.indexOf(a.kind) - namingKinds.indexOf(b.kind) ||
      (a.alias < b.alias ? -1 : 1),
  );
  return oldest?.alias ?? null;
}
