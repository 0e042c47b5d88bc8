/** A text as all texts are compared: accents are one sign with their letter (Unicode NFC), however they were sent. */
export function writtenAlike(text: string): string {
  return text.normalize('NFC');
}

/** The same of a value that may be no text. */
export function valueAlike<T>(value: T): T | string {
  return typeof value === 'string' ? writtenAlike(value) : value;
}
