import { sqlStateOf, writeAgain } from '../../platform/write-again.js';

/** Two rows of one request: the other one is written by now, and found by whoever looks again. */
const twice = '23505';

/** Writes what is said under a key. Where the same key came twice at once, the later one looks again, and finds what the earlier one wrote. */
export async function writeOnce<T>(write: () => Promise<T>): Promise<T> {
  return writeAgain(async () => {
    try {
      return await write();
    } catch (fault) {
      if (sqlStateOf(fault) !== twice) throw fault;
      return write();
    }
  });
}
