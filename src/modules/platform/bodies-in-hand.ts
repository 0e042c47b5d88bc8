import { AppError } from './app-error.js';

/**
 * Most bytes of raw bodies, inflated, that a process works on at once: some hundred of the largest. What is made of them
 * takes several times as much, so this, not the count of events, keeps the memory bounded.
 */
const mostBytes = 48 * 1024 * 1024;

/**
 * Weak, though each entry is taken out again: tables that a Map or Set of what comes and goes has outgrown lead from one to the next, so
 * once one of them is old, all that comes after grows old with it, and only a collection of the whole heap lets go of it.
 */
const taken = new WeakMap<object, number>();
const over = new WeakSet();
let inHand = 0;

/** @throws AppError BUSY when too much is in hand already: the same again later will do */
export function takeInHand(request: object, bytes: number): void {
  // A sender that hung up while its body was inflated is not heard of again.
  if (over.has(request)) return;
  if (inHand > 0 && inHand + bytes > mostBytes)
    throw new AppError('BUSY', 'unavailable', 'More is being sent than we can work on at once; send the same again in a second.'); // prettier-ignore
  taken.set(request, bytes);
  inHand += bytes;
}

/** To be called once the request is over, answered or abandoned. */
export function letGo(request: object): void {
  inHand -= taken.get(request) ?? 0;
  taken.delete(request);
  over.add(request);
}
