/**
 * How long a connection to PostgreSQL that nobody uses is kept, in milliseconds. Longer than from one tick to the next of all that
 * comes each minute: opening one costs both sides several milliseconds, as the password is proven each time.
 */
export const keptOpenMs = 150_000;
