import type { ReachedPerson } from '../profiles/addresses.service.js';

/** A person, as far as files tell of them. */
export type Told = Pick<ReachedPerson, 'addresses' | 'ids' | 'told'>;

/** Lines of a file, and whose identities stand in them. */
export interface Lines {
  readonly lines: readonly string[];
  readonly identityIds: readonly string[];
}
