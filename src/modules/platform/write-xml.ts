/** An element to be written: its text, or the elements in it. */
export interface XmlNode {
  readonly name: string;
  /** Those that are null are left out. */
  readonly attributes: Readonly<Record<string, string | null>>;
  readonly content: string | readonly XmlNode[];
}

/** All that XML 1.0 lets stand in a text, however it is escaped. */
const forbidden = /[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/gu;
const escapes: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
  '\t': '&#9;',
  '\n': '&#10;',
  // A parser turns a bare one into a line feed.
  '\r': '&#13;',
};

/** An element with attributes. */
export function element(
  name: string,
  content: string | readonly (XmlNode | null)[],
  attributes: XmlNode['attributes'] = {},
): XmlNode {
  const inside = typeof content === 'string' ? content : content.filter((node) => node !== null);
  return { name, attributes, content: inside };
}

/** An element with a text, or none where there is no text. */
export function optional(
  name: string,
  text: string | null,
  attributes: XmlNode['attributes'] = {},
): XmlNode | null {
  return text === null || plainText(text) === '' ? null : element(name, text, attributes);
}

/** The text as XML can hold it: without white space around it, forbidden characters replaced by U+FFFD. */
export function plainText(text: string): string {
  return text.replaceAll(forbidden, '\ufffd').trim();
}

/** Writes elements, one a line where they hold no text; texts stay as they are, to the character. */
export function writeXml(node: XmlNode, indent = ''): string {
  const { name, attributes, content } = node;
  const given = Object.entries(attributes).filter((entry): entry is [string, string] => entry[1] !== null);
  const open = `${indent}<${name}${given.map(([key, value]) => ` ${key}="${escaped(value, /[&<>"'\t\n\r]/g)}"`).join('')}>`;
  if (typeof content === 'string') return `${open}${escaped(content, /[&<>"'\r]/g)}</${name}>`;
  return [open, ...content.map((inner) => writeXml(inner, `${indent} `)), `${indent}</${name}>`].join('\n');
}

function escaped(text: string, special: RegExp): string {
  return plainText(text).replaceAll(special, (character) => escapes[character] ?? character);
}
