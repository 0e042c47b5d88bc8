/** A point on earth: WGS 84 degrees. */
export interface Point {
  readonly latitude: number;
  readonly longitude: number;
}

/** Mean radius of the earth in kilometres. */
export const earthKm = 6_371.0088;
const radians = Math.PI / 180;

/** Kilometres between two places along a great circle (haversine formula; within half a percent of the truth). */
export function distanceKm(one: Point, other: Point): number {
  const north = Math.sin(((other.latitude - one.latitude) * radians) / 2);
  const east = Math.sin(((other.longitude - one.longitude) * radians) / 2);
  const chord =
    north * north + Math.cos(one.latitude * radians) * Math.cos(other.latitude * radians) * east * east;
  return 2 * earthKm * Math.asin(Math.min(1, Math.sqrt(chord)));
}
