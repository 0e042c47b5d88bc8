/** Half of it for a second counts as seen, as the IAB has it; of something large, three tenths. */
const longEnoughMs = 1_000;
const largePixels = 242_500;

function shareNeeded({ width, height }: DOMRectReadOnly): number {
  return width * height >= largePixels ? 0.3 : 0.5;
}

/** Calls `seen` once, when the element was in sight for long enough without a break. The answer stops looking. */
export function whenSeen(element: Element, seen: () => void): () => void {
  if (typeof IntersectionObserver === 'undefined') return () => undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const observer = new IntersectionObserver(
    (entries) => {
      const last = entries[entries.length - 1];
      const isInSight =
        last?.isIntersecting === true && last.intersectionRatio >= shareNeeded(last.boundingClientRect);
      if (!isInSight || document.hidden) pause();
      else if (timer === undefined) timer = setTimeout(done, longEnoughMs);
    },
    { threshold: [0, 0.3, 0.5] },
  );
  const pause = () => {
    clearTimeout(timer);
    timer = undefined;
  };
  // The observer says nothing when the tab is left or returned to; looking anew makes it.
  const turned = () => {
    pause();
    observer.unobserve(element);
    if (!document.hidden) observer.observe(element);
  };
  const stop = () => {
    pause();
    observer.disconnect();
    document.removeEventListener('visibilitychange', turned);
  };
  const done = () => {
    stop();
    seen();
  };
  document.addEventListener('visibilitychange', turned);
  observer.observe(element);
  return stop;
}
