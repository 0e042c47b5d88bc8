import type {
  AdfAddress,
  AdfContact,
  AdfFinance,
  AdfId,
  AdfProspect,
  AdfVehicle,
} from '../../../models/handover/adf.js';
import { element, optional, writeXml, type XmlNode } from '../../platform/write-xml.js';

/**
 * A prospect as an ADF 1.0 document. Elements stand in the order of the DTD, which receivers hold us to; whatever is in the
 * texts, the document is well-formed.
 */
export function writeAdf(prospect: AdfProspect): string {
  const { status, ids, requestDate, vehicles, customer, vendor, provider } = prospect;
  const inside = [
    ...idsOf(ids),
    element('requestdate', requestDate),
    ...vehicles.map(vehicleOf),
    element('customer', [
      contactOf(customer.contact),
      customer.timeframe === null ? null : element('timeframe', [element('description', customer.timeframe)]),
      optional('comments', customer.comments),
    ]),
    element('vendor', [...idsOf(vendor.ids), element('vendorname', vendor.name), contactOf(vendor.contact)]),
    provider &&
      element('provider', [
        element('name', provider.name, { part: 'full' }),
        optional('service', provider.service),
        optional('url', provider.url),
      ]),
  ];
  const adf = element('adf', [element('prospect', inside, { status })]);
  return `<?xml version="1.0" encoding="UTF-8"?>\n<?adf version="1.0"?>\n${writeXml(adf)}\n`;
}

function idsOf(ids: readonly AdfId[]): XmlNode[] {
  return ids.map(({ value, source }, place) => element('id', value, { sequence: String(place + 1), source }));
}

function vehicleOf(vehicle: AdfVehicle): XmlNode {
  const { interest, status, odometer, price } = vehicle;
  return element(
    'vehicle',
    [
      element('year', vehicle.year),
      element('make', vehicle.make),
      element('model', vehicle.model),
      optional('vin', vehicle.vin),
      optional('stock', vehicle.stock),
      optional('trim', vehicle.trim),
      optional('bodystyle', vehicle.bodyStyle),
      optional('transmission', vehicle.transmission),
      odometer && optional('odometer', odometer.value, { units: odometer.units }),
      optional('condition', vehicle.condition),
      ...vehicle.colours.map(({ interior, exterior, preference }) =>
        element('colorcombination', [
          optional('interiorcolor', interior),
          optional('exteriorcolor', exterior),
          element('preference', preference),
        ]),
      ),
      price && optional('price', price.value, { type: price.type, currency: price.currency }),
      vehicle.finance && financeOf(vehicle.finance),
      optional('comments', vehicle.comments),
    ],
    { interest, status },
  );
}

function financeOf({ method, amounts }: AdfFinance): XmlNode {
  return element('finance', [
    element('method', method),
    ...amounts.map(({ value, type, limit, currency }) => element('amount', value, { type, limit, currency })),
  ]);
}

function contactOf({ names, email, phones, address }: AdfContact): XmlNode {
  return element('contact', [
    ...names.map(({ part, value }) => element('name', value, { part })),
    optional('email', email),
    ...phones.map(({ value, type }) => element('phone', value, { type })),
    address && addressOf(address),
  ]);
}

function addressOf({ streets, city, regionCode, postalCode, country }: AdfAddress): XmlNode {
  return element('address', [
    ...streets.map((street, place) => element('street', street, { line: String(place + 1) })),
    optional('city', city),
    optional('regioncode', regionCode),
    optional('postalcode', postalCode),
    optional('country', country),
  ]);
}
