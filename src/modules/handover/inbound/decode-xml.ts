/** Marks by which a text in UTF-16 begins. */
const marks: readonly (readonly [readonly number[], string])[] = [
  [[0xff, 0xfe], 'utf-16le'],
  [[0xfe, 0xff], 'utf-16be'],
];

/** The text of a document as its mark or its declaration says it is written; UTF-8 where neither does. Null: it is not. */
export function decodeXml(bytes: Buffer): string | null {
  const marked = marks.find(([mark]) => mark.every((byte, place) => bytes[place] === byte))?.[1];
  const declared = /^[^>]{0,100}encoding\s*=\s*["']([\w.:-]{1,40})["']/i.exec(bytes.subarray(0, 200).toString('latin1'))?.[1]; // prettier-ignore
  try {
    return new TextDecoder(marked ?? declared ?? 'utf-8', { fatal: true }).decode(bytes);
  } catch {
    return null;
  }
}
