/** Stands for a promise that took too long. */
export const tooLate = Symbol('too late');

/**
 * What is promised, or `tooLate` where that takes longer than so many milliseconds. Where this process itself was held up, so that
 * the promise was kept late and the timer rings late too, it is too late all the same.
 */
export async function inTime<T>(promised: Promise<T>, ms: number): Promise<T | typeof tooLate> {
  const began = performance.now();
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<typeof tooLate>((resolve) => (timer = setTimeout(() => resolve(tooLate), ms)));
  try {
    const kept = await Promise.race([promised, late]);
    return performance.now() - began > ms ? tooLate : kept;
  } finally {
    clearTimeout(timer);
  }
}
