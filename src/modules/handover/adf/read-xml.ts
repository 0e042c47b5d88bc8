/** An element as it was read. Names are in lower case and without a prefix, as senders do not agree on them. */
export interface XmlElement {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: readonly XmlElement[];
  /** All the text right in it, trimmed. */
  readonly text: string;
  /** Where it begins, from 1. */
  readonly line: number;
}

/** Why a text is not XML that we read, in words without any of it. */
export interface XmlFault {
  readonly line: number;
  readonly message: string;
  readonly remedy: string;
}

interface Open {
  readonly name: string;
  readonly attributes: ReadonlyMap<string, string>;
  readonly children: XmlElement[];
  readonly line: number;
  text: string;
}

const deepest = 32;
const mostElements = 20_000;
const startTag = /<([a-z_][\w.:-]*)((?:\s+[a-z_][\w.:-]*\s*=\s*(?:"[^"<]*"|'[^'<]*'))*)\s*(\/?)>/iy;
const endTag = /<\/([a-z_][\w.:-]*)\s*>/iy;
const attribute = /([a-z_][\w.:-]*)\s*=\s*(?:"([^"]*)"|'([^']*)')/gi;
const passedOver: readonly (readonly [string, string])[] = [
  ['<!--', '-->'],
  ['<?', '?>'],
];
const known: Readonly<Record<string, string>> = { amp: '&', lt: '<', gt: '>', quot: '"', apos: "'" };

/**
 * Reads XML as senders of leads write it: a bare `&` or `<` in a text is taken as it stands, any case of names will do. What
 * could make it read more than it was sent is refused: a document type, and with it every entity but the five of XML and
 * characters by number.
 */
export function readXml(text: string): { readonly root: XmlElement } | { readonly fault: XmlFault } {
  return new Reading(text).read();
}

class Reading {
  private at = 0;
  private line = 1;
  private counted = 0;
  private elements = 0;
  private readonly open: Open[] = [];
  private root: XmlElement | null = null;

  constructor(private readonly text: string) {}

  read(): { readonly root: XmlElement } | { readonly fault: XmlFault } {
    while (this.at < this.text.length) {
      const fault = this.text[this.at] === '<' ? this.markup() : this.words();
      if (fault) return { fault };
    }
    const unclosed = this.open.at(-1);
    if (unclosed) return { fault: this.fault(`<${unclosed.name}> is never closed; the document may have been cut off.`, 'Send it whole.', unclosed.line) }; // prettier-ignore
    return this.root
      ? { root: this.root }
      : { fault: this.fault('There is no element in it.', 'Send an ADF document: <adf><prospect>…') };
  }

  /** Words up to the next `<`. */
  private words(from = this.at): null {
    const next = this.text.indexOf('<', from);
    const end = next === -1 ? this.text.length : next;
    const top = this.open.at(-1);
    if (top) top.text += unescaped(this.text.slice(this.at, end));
    this.at = end;
    return null;
  }

  private markup(): XmlFault | null {
    const { text, at } = this;
    for (const [begin, end] of passedOver) if (text.startsWith(begin, at)) return this.passOver(end);
    if (text.startsWith('<![CDATA[', at)) return this.characterData();
    if (text.startsWith('<!', at)) return this.fault('It has a document type or other declaration.', 'Leave out <!DOCTYPE …> and everything in it; it is never needed.'); // prettier-ignore
    endTag.lastIndex = startTag.lastIndex = at;
    const closed = endTag.exec(text);
    if (closed) return this.close(closed[0].length, plainName(closed[1] ?? ''));
    const opened = startTag.exec(text);
    if (opened) return this.begin(opened);
    if (/[a-z_/]/i.test(text[at + 1] ?? '')) return this.fault('There is a tag that cannot be read.', 'Write it as <name attribute="value">; a < that begins no tag is written &lt;.'); // prettier-ignore
    return this.words(at + 1);
  }

  private passOver(end: string): XmlFault | null {
    const found = this.text.indexOf(end, this.at + 2);
    if (found === -1) return this.fault(`A comment or instruction has no end (${end}).`, 'Close it, or leave it out.'); // prettier-ignore
    this.at = found + end.length;
    return null;
  }

  private characterData(): XmlFault | null {
    const found = this.text.indexOf(']]>', this.at);
    if (found === -1) return this.fault('A CDATA section has no end.', 'Close it with ]]>.');
    const top = this.open.at(-1);
    if (top) top.text += this.text.slice(this.at + 9, found);
    this.at = found + 3;
    return null;
  }

  private begin([whole, name = '', attributes = '', slash = '']: RegExpExecArray): XmlFault | null {
    if (this.root) return this.fault('There is a second document behind the first.', 'Send one <adf> with every <prospect> in it.'); // prettier-ignore
    if (this.open.length >= deepest || ++this.elements > mostElements) return this.fault(`It is deeper than ${deepest} elements, or has more than ${mostElements}.`, 'Send fewer prospects at once.'); // prettier-ignore
    const all = [...attributes.matchAll(attribute)];
    const read = new Map(all.map(([, key = '', double, single]) => [plainName(key), unescaped(double ?? single ?? '').trim()])); // prettier-ignore
    this.open.push({ name: plainName(name), attributes: read, children: [], line: this.lineNow(), text: '' });
    return slash === '' ? this.moved(whole.length) : this.close(whole.length, plainName(name));
  }

  private close(length: number, name: string): XmlFault | null {
    const top = this.open.pop();
    if (top?.name !== name) return this.fault(`</${name}> closes nothing that is open${top ? `: <${top.name}> is` : ''}.`, 'Close elements in the order opposite to that in which they were opened.'); // prettier-ignore
    const { text, ...rest } = top;
    const read: XmlElement = { ...rest, text: text.trim() };
    const parent = this.open.at(-1);
    if (parent) parent.children.push(read);
    else this.root = read;
    return this.moved(length);
  }

  private moved(length: number): null {
    this.at += length;
    return null;
  }

  private lineNow(): number {
    for (; this.counted < this.at; this.counted++) if (this.text[this.counted] === '\n') this.line++;
    return this.line;
  }

  private fault(message: string, remedy: string, line = this.lineNow()): XmlFault {
    return { line, message, remedy };
  }
}

function plainName(name: string): string {
  return name.replace(/^.*:/, '').toLowerCase();
}

/** Line ends as XML has them, and what stands for one character; anything else is as it was written. */
function unescaped(text: string): string {
  return text
    .replaceAll(/\r\n?/g, '\n')
    .replaceAll(/&(?:#(\d{1,7})|#x([0-9a-f]{1,6})|([a-z]{2,4}));/gi, (all: string, decimal?: string, hex?: string, name?: string) => {
      if (name !== undefined) return known[name.toLowerCase()] ?? all;
      const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
      return point > 0 && point <= 0x10ffff ? String.fromCodePoint(point) : '\ufffd';
    }); // prettier-ignore
}
