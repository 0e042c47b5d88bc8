import { setTimeout as sleep } from 'node:timers/promises';

/** Deadlock and serialisation failure: nothing was written, the same again will do. */
const passing = new Set(['40P01', '40001']);
const mostAttempts = 4;

/** Writes, and writes again where others were merely in the way. The work must be a whole transaction. */
export async function writeAgain<T>(write: () => Promise<T>): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await write();
    } catch (fault) {
      if (attempt === mostAttempts || !passing.has(sqlStateOf(fault))) throw fault;
      await sleep(attempt * 10);
    }
  }
}

/** The SQLSTATE of a database's fault; empty for any other. */
export function sqlStateOf(fault: unknown): string {
  return fault instanceof Error && 'code' in fault ? String(fault.code) : '';
}
