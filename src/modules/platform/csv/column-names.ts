/** `image[0].url` and `Image 0 URL` are one name. */
export function bareColumn(name: string): string {
  return name.toLowerCase().replaceAll(/[^\p{L}\d]/gu, '');
}

/** The column of a header that somebody means by a name: written so, or else meaning the same letters. */
export function columnNamed(header: readonly string[], wanted: string): string | undefined {
  return header.find((name) => name === wanted) ?? header.find((name) => bareColumn(name) === bareColumn(wanted)); // prettier-ignore
}
