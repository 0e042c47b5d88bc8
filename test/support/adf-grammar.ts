import { XMLParser } from 'fast-xml-parser';
import { z } from 'zod';
import { readXml } from '../../src/modules/handover/adf/read-xml.js';

/** What may stand in an element, in this order: `?` at most once, `+` at least once, `*` any number of times; or text. */
interface Declared {
  readonly content: string;
  readonly attributes?: Readonly<Record<string, readonly string[] | 'any'>>;
}

const money = { currency: 'any' } as const;

/** ADF 1.0, element by element, as its DTD declares it (those that nobody of ours writes are left out). */
const grammar: Readonly<Record<string, Declared>> = {
  adf: { content: 'prospect+' },
  prospect: { content: 'id* requestdate vehicle+ customer vendor provider?', attributes: { status: ['new', 'resend'] } }, // prettier-ignore
  id: { content: 'text', attributes: { sequence: 'any', source: 'any' } },
  requestdate: { content: 'text' },
  vehicle: {
    content: 'id* year make model vin? stock? trim? doors? bodystyle? transmission? odometer? condition? colorcombination* imagetag? price? pricecomments? option* finance? comments?', // prettier-ignore
    attributes: {
      interest: ['buy', 'lease', 'sell', 'trade-in', 'test-drive'],
      status: ['new', 'used'],
    },
  },
  year: { content: 'text' },
  make: { content: 'text' },
  model: { content: 'text' },
  vin: { content: 'text' },
  stock: { content: 'text' },
  trim: { content: 'text' },
  bodystyle: { content: 'text' },
  transmission: { content: 'text' },
  odometer: { content: 'text', attributes: { status: ['unknown', 'rolledover', 'replaced', 'original'], units: ['km', 'mi'] } }, // prettier-ignore
  condition: { content: 'text' },
  colorcombination: { content: 'interiorcolor? exteriorcolor? preference' },
  interiorcolor: { content: 'text' },
  exteriorcolor: { content: 'text' },
  preference: { content: 'text' },
  price: {
    content: 'text',
    attributes: {
      ...money,
      type: ['quote', 'offer', 'msrp', 'invoice', 'call', 'appraisal', 'asking'],
      delta: ['absolute', 'relative', 'percentage'],
      relativeto: ['msrp', 'invoice'],
      source: 'any',
    },
  },
  finance: { content: 'method amount+ balance?' },
  method: { content: 'text' },
  amount: { content: 'text', attributes: { ...money, type: ['downpayment', 'monthly', 'total'], limit: ['maximum', 'minimum', 'exact'] } }, // prettier-ignore
  comments: { content: 'text' },
  customer: { content: 'contact id* timeframe? comments?' },
  timeframe: { content: 'description earliestdate? latestdate?' },
  description: { content: 'text' },
  vendor: { content: 'id* vendorname url? contact' },
  vendorname: { content: 'text' },
  provider: { content: 'id* name service? url? email? phone? contact?' },
  service: { content: 'text' },
  url: { content: 'text' },
  contact: { content: 'name+ email? phone* address?', attributes: { primarycontact: ['0', '1'] } },
  name: { content: 'text', attributes: { part: ['first', 'middle', 'last', 'suffix', 'full'], type: ['individual', 'business'] } }, // prettier-ignore
  email: { content: 'text', attributes: { preferredcontact: ['0', '1'] } },
  phone: {
    content: 'text',
    attributes: {
      type: ['voice', 'fax', 'cellphone', 'pager'],
      time: ['morning', 'afternoon', 'evening', 'nopreference', 'day'],
      preferredcontact: ['0', '1'],
    },
  },
  address: {
    content: 'street+ apartment? city? regioncode? postalcode? country?',
    attributes: { type: ['work', 'home', 'delivery'] },
  },
  street: { content: 'text', attributes: { line: ['1', '2', '3', '4', '5'] } },
  city: { content: 'text' },
  regioncode: { content: 'text' },
  postalcode: { content: 'text' },
  country: { content: 'text' },
};

const nodesSchema = z.array(z.record(z.string(), z.unknown()));
type Node = z.infer<typeof nodesSchema>[number];

/**
 * All that is wrong with a document by ADF's DTD: its elements as another parser than ours reads them, checked as a validator
 * would. None: it is valid.
 */
export function adfFaults(xml: string): string[] {
  const parser = new XMLParser({ preserveOrder: true, ignoreAttributes: false, attributeNamePrefix: '', trimValues: false, parseTagValue: false }); // prettier-ignore
  const read = readXml(xml);
  if ('fault' in read) return [`not well-formed: ${read.fault.message}`];
  if (/&(?!(amp|lt|gt|quot|apos|#\d+);)/.test(xml)) return ['a bare ampersand'];
  if (/[^\t\n\r\u{20}-\u{d7ff}\u{e000}-\u{fffd}\u{10000}-\u{10ffff}]/u.test(xml))
    return ['a character XML forbids'];
  const top = elementsOf(nodesSchema.parse(parser.parse(xml)));
  const names = top.map(nameOf);
  if (names.join(' ') !== '?xml ?adf adf') return [`begins with ${names.join(' ')}`];
  return faultsIn(top[2] ?? {});
}

function faultsIn(node: Node): string[] {
  const name = nameOf(node);
  const declared = grammar[name];
  if (!declared) return [`<${name}> is none of ADF`];
  const inside = elementsOf(nodesSchema.parse(node[name]));
  return [
    ...attributeFaults(name, declared, z.record(z.string(), z.string()).parse(node[':@'] ?? {})),
    ...contentFaults(name, declared, inside.map(nameOf)),
    ...(name === 'contact' && !inside.some((each) => ['email', 'phone'].includes(nameOf(each)))
      ? ['<contact> has neither <email> nor <phone>']
      : []),
    ...inside.flatMap(faultsIn),
  ];
}

function contentFaults(name: string, { content }: Declared, inside: readonly string[]): string[] {
  if (content === 'text') return inside.length > 0 ? [`<${name}> holds elements`] : [];
  const parts = content.split(' ').map((part) => {
    const [, child = '', times = ''] = /^(\w+)([?+*]?)$/.exec(part) ?? [];
    return `(?:${child} )${times}`;
  });
  const fits = new RegExp(`^${parts.join('')}$`).test(inside.map((child) => `${child} `).join(''));
  return fits ? [] : [`<${name}> holds ${inside.join(' ')}; it may hold ${content}`];
}

function attributeFaults(
  name: string,
  { attributes = {} }: Declared,
  given: Record<string, string>,
): string[] {
  return Object.entries(given).flatMap(([attribute, value]) => {
    const allowed = attributes[attribute];
    return allowed === 'any' || allowed?.includes(value)
      ? []
      : [`<${name} ${attribute}> may not be ${value}`];
  });
}

function elementsOf(nodes: readonly Node[]): Node[] {
  return nodes.filter((node) => !('#text' in node));
}

function nameOf(node: Node): string {
  return Object.keys(node).find((key) => key !== ':@') ?? '';
}
