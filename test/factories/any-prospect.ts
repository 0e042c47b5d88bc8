import fc from 'fast-check';
import {
  adfAmountTypes,
  adfConditions,
  adfInterests,
  adfLimits,
  adfNameParts,
  adfPhoneTypes,
  adfPriceTypes,
  type AdfContact,
  type AdfProspect,
  type AdfVehicle,
} from '../../src/models/handover/adf.js';
import { plainText } from '../../src/modules/platform/write-xml.js';

/** Texts with all that has ever broken an XML document, as they are to be read back: nothing forbidden, nothing around them. */
const text = fc
  .oneof(
    fc.string({ unit: 'binary', maxLength: 20 }),
    fc.string({ unit: fc.constantFrom('<', '>', '&', '"', "'", ']]>', '<!--', '&amp;', '&#0;', '\0', '\r\n', '\t', '\n', ' ', 'ä', '車', '\ud800', '\uffff', '😀') }), // prettier-ignore
  )
  .map((raw) => plainText(raw.replaceAll(/\r\n?/g, '\n')));
const some = text.filter((each) => each !== '');
const maybe = fc.option(some, { nil: null });
const ids = fc.array(fc.record({ value: some, source: maybe }), { maxLength: 3 });
const money = { value: some, currency: maybe };

const contact: fc.Arbitrary<AdfContact> = fc
  .record({
    names: fc.array(fc.record({ part: fc.constantFrom(...adfNameParts), value: some }), { minLength: 1, maxLength: 3 }), // prettier-ignore
    email: maybe,
    phones: fc.array(fc.record({ value: some, type: fc.constantFrom(...adfPhoneTypes) }), { maxLength: 2 }),
    address: fc.option(
      fc.record({
        streets: fc.array(some, { minLength: 1, maxLength: 5 }),
        city: maybe,
        regionCode: maybe,
        postalCode: maybe,
        country: maybe,
      }),
      { nil: null },
    ),
  })
  .filter(({ email, phones }) => email !== null || phones.length > 0);

const vehicle: fc.Arbitrary<AdfVehicle> = fc.record({
  interest: fc.constantFrom(...adfInterests),
  status: fc.constantFrom('new', 'used'),
  year: text,
  make: text,
  model: text,
  vin: maybe,
  stock: maybe,
  trim: maybe,
  bodyStyle: maybe,
  transmission: maybe,
  odometer: fc.option(fc.record({ value: some, units: fc.constantFrom('km', 'mi', null) }), { nil: null }),
  condition: fc.constantFrom(null, ...adfConditions),
  colours: fc.array(fc.record({ interior: maybe, exterior: maybe, preference: some }), { maxLength: 2 }),
  price: fc.option(fc.record({ ...money, type: fc.constantFrom(...adfPriceTypes) }), { nil: null }),
  finance: fc.option(
    fc.record({
      method: fc.constantFrom('cash', 'finance', 'lease'),
      amounts: fc.array(
        fc.record({ ...money, type: fc.constantFrom(...adfAmountTypes), limit: fc.constantFrom(...adfLimits) }), // prettier-ignore
        { minLength: 1, maxLength: 2 },
      ),
    }),
    { nil: null },
  ),
  comments: maybe,
});

/** Any prospect that ADF can tell, with texts of any kind. */
export const anyProspect: fc.Arbitrary<AdfProspect> = fc.record({
  status: fc.constantFrom('new', 'resend'),
  ids,
  requestDate: some,
  vehicles: fc.array(vehicle, { minLength: 1, maxLength: 3 }),
  customer: fc.record({ contact, timeframe: maybe, comments: maybe }),
  vendor: fc.record({ ids, name: text, contact }),
  provider: fc.option(fc.record({ name: text, service: maybe, url: maybe }), { nil: null }),
});
