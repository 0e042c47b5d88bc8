import type { Caller } from '../../models/caller.js';

/** Whether a caller may be shown who drives: those who work with people, and not what runs in a browser, a till or a key box. */
export function maySeeDrivers({ role }: Pick<Caller, 'role'>): boolean {
  return role === 'admin' || role === 'marketer';
}
