/** Name under which our place in the log is kept. */
export const consumer = 'segments';
/** A state not published after this long was left over by a worker that died or a store that failed. */
export const leftOverAfterMs = 1_000;
