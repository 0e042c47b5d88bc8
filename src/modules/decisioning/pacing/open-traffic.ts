import type { TrafficShape } from './traffic-shape.js';

const weekMs = 7 * 86_400_000;

/** Average hours of traffic between two instants, while it is open; where hours are left out over a long time, as one week says. */
export function openTraffic(
  shape: TrafficShape,
  isOpen: ((at: number) => boolean) | undefined,
  from: number,
  until: number,
): number {
  if (!isOpen || until - from <= 2 * weekMs) return shape.between(from, until, isOpen);
  const open = shape.between(from, from + weekMs, isOpen) / shape.between(from, from + weekMs);
  return shape.between(from, until) * open;
}
