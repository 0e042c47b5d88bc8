/** The address as a browser may be sent to it, or null for anything but the web: apps' own schemes and worse. */
export function webAddress(link: string): string | null {
  if (!/^https?:\/\//i.test(link)) return null;
  return URL.canParse(link) ? new URL(link).href : null;
}
