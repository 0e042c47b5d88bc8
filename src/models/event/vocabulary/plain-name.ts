/** A name of an event or a property without what spellings differ in: case, spaces, underscores and hyphens. */
export function plainName(name: string): string {
  return name.toLowerCase().replaceAll(/[\s_-]+/g, '');
}
