import {
  adfAmountTypes,
  adfConditions,
  adfInterests,
  adfLimits,
  adfNameParts,
  adfPhoneTypes,
  adfPriceTypes,
  type AdfContact,
  type AdfFinance,
  type AdfId,
  type AdfMoney,
  type AdfProspect,
  type AdfVehicle,
} from '../../../models/handover/adf.js';
import { readXml, type XmlElement, type XmlFault } from './read-xml.js';

/** A prospect that was read, and the line on which it begins. */
export interface ReadProspect {
  readonly prospect: AdfProspect;
  readonly line: number;
}

/**
 * Reads an ADF document as it is found: order, case and what is missing make no difference, and what is none of the words
 * ADF has for a thing is taken as the usual one. Whether a lead can be made of it is asked elsewhere.
 */
export function readAdf(text: string): { readonly prospects: ReadProspect[] } | { readonly fault: XmlFault } {
  const read = readXml(text);
  if ('fault' in read) return read;
  const { root } = read;
  const prospects = root.name === 'prospect' ? [root] : root.name === 'adf' ? all(root, 'prospect') : [];
  if (prospects.length > 0)
    return { prospects: prospects.map((element) => ({ prospect: prospectIn(element), line: element.line })) };
  return {
    fault: {
      line: root.line,
      message: `There is no <prospect> in <${root.name.slice(0, 40)}>.`,
      remedy: 'Send <adf> with one <prospect> for each lead.',
    },
  };
}

function prospectIn(element: XmlElement): AdfProspect {
  const [customer, vendor, provider] = ['customer', 'vendor', 'provider'].map((name) => child(element, name));
  return {
    status: word(element, 'status', ['new', 'resend'], 'new'),
    ids: idsIn(element),
    requestDate: textOf(element, 'requestdate') ?? '',
    vehicles: all(element, 'vehicle').map(vehicleIn),
    customer: {
      contact: contactIn(customer),
      timeframe: textOf(child(customer, 'timeframe'), 'description'),
      comments: textOf(customer, 'comments'),
    },
    vendor: {
      ids: idsIn(vendor),
      name: textOf(vendor, 'vendorname') ?? '',
      contact: contactIn(vendor),
    },
    provider: provider
      ? {
          name: textOf(provider, 'name') ?? '',
          service: textOf(provider, 'service'),
          url: textOf(provider, 'url'),
        }
      : null,
  };
}

function vehicleIn(element: XmlElement): AdfVehicle {
  const [odometer, price, finance] = ['odometer', 'price', 'finance'].map((name) => child(element, name));
  const units = odometer?.attributes.get('units')?.toLowerCase();
  return {
    interest: word(element, 'interest', adfInterests, 'buy'),
    status: word(element, 'status', ['new', 'used'], 'new'),
    year: textOf(element, 'year') ?? '',
    make: textOf(element, 'make') ?? '',
    model: textOf(element, 'model') ?? '',
    vin: textOf(element, 'vin'),
    stock: textOf(element, 'stock'),
    trim: textOf(element, 'trim'),
    bodyStyle: textOf(element, 'bodystyle'),
    transmission: textOf(element, 'transmission'),
    odometer: odometer?.text
      ? { value: odometer.text, units: units === 'km' || units === 'mi' ? units : null }
      : null,
    condition: adfConditions.find((each) => each === textOf(element, 'condition')?.toLowerCase()) ?? null,
    colours: all(element, 'colorcombination').map((colour) => ({
      interior: textOf(colour, 'interiorcolor'),
      exterior: textOf(colour, 'exteriorcolor'),
      preference: textOf(colour, 'preference') ?? '1',
    })),
    price: price?.text ? { ...moneyIn(price), type: word(price, 'type', adfPriceTypes, 'quote') } : null,
    finance: finance ? financeIn(finance) : null,
    comments: textOf(element, 'comments'),
  };
}

function financeIn(element: XmlElement): AdfFinance {
  return {
    method: textOf(element, 'method') ?? '',
    amounts: all(element, 'amount').map((amount) => ({
      ...moneyIn(amount),
      type: word(amount, 'type', adfAmountTypes, 'total'),
      limit: word(amount, 'limit', adfLimits, 'maximum'),
    })),
  };
}

function moneyIn({ text, attributes }: XmlElement): AdfMoney {
  const currency = attributes.get('currency');
  return { value: text, currency: currency ? currency : null };
}

function contactIn(holder: XmlElement | undefined): AdfContact {
  const contact = child(holder, 'contact');
  const address = child(contact, 'address');
  return {
    names: all(contact, 'name')
      .filter(({ text }) => text !== '')
      .map((name) => ({ part: word(name, 'part', adfNameParts, 'full'), value: name.text })),
    email: textOf(contact, 'email'),
    phones: all(contact, 'phone')
      .filter(({ text }) => text !== '')
      .map((phone) => ({ value: phone.text, type: word(phone, 'type', adfPhoneTypes, 'voice') })),
    address: address
      ? {
          streets: all(address, 'street').map(({ text }) => text),
          city: textOf(address, 'city'),
          regionCode: textOf(address, 'regioncode'),
          postalCode: textOf(address, 'postalcode'),
          country: textOf(address, 'country'),
        }
      : null,
  };
}

function idsIn(holder: XmlElement | undefined): AdfId[] {
  const place = ({ attributes }: XmlElement) => Number(attributes.get('sequence') ?? Infinity);
  return all(holder, 'id')
    .filter(({ text }) => text !== '')
    .sort((one, other) => (place(one) > place(other) ? 1 : place(one) < place(other) ? -1 : 0))
    .map(({ text, attributes }) => {
      const source = attributes.get('source');
      return { value: text, source: source ? source : null };
    });
}

function all(holder: XmlElement | undefined, name: string): XmlElement[] {
  return holder?.children.filter((each) => each.name === name) ?? [];
}

function child(holder: XmlElement | undefined, name: string): XmlElement | undefined {
  return all(holder, name)[0];
}

function textOf(holder: XmlElement | undefined, name: string): string | null {
  const text = child(holder, name)?.text;
  return text ? text : null;
}

function word<T extends string>({ attributes }: XmlElement, name: string, words: readonly T[], usual: T): T {
  const said = attributes.get(name)?.toLowerCase();
  return words.find((each) => each === said) ?? usual;
}
