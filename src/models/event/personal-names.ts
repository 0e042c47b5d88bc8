import { ownedCarTypes, type EventType } from './event-type.js';
import { byName } from './vocabulary/by-name.js';

/** Where people speak of themselves or others write of them, and what befalls the one car they own: any word may be personal. */
export const personalTypes: readonly EventType[] = [
  'LEAD_SUBMITTED',
  'DEALER_CALLED',
  'SALES_NOTE_WRITTEN',
  'SHOWROOM_VISITED',
  'TEST_DRIVE_BOOKED',
  'TEST_DRIVE_TAKEN',
  'TEST_DRIVE_MISSED',
  ...ownedCarTypes,
];

/** Names under which senders put what is a person's: in lower case, without spaces, dots, dashes and underscores. */
const personalNames = new Set(
  `address advisor age agent anonymousid author birthday clientid comment comments contact contactid crmid customer customerid customername
  deviceid displayname dob externalid externalids familyname firstname forename freetext fullname gender givenname
  householdid iban idfa idfv gaid advertisingid ip ipaddress lastname latitude longitude licenceplate licenseplate loyaltyid
  message middlename mobile nickname note notes numberplate passport person postalcode postcode previousid recipient
  salesperson seller ssn street surname tel telephone traits user userdata userid username userproperties zip zipcode`.split(
    /\s+/,
  ),
);
/** And parts of names: `billingAddress`, `sha256_email`, `phone2`. */
const personalParts = /e?mail(?!ing)|phone|address|birth/;

/** Whether what stands under a name is a person's, and sealed wherever an event says it. */
export const isPersonalName = byName((name) => {
  const plain = name.toLowerCase().replaceAll(/[\s._-]/g, '');
  return personalNames.has(plain) || personalParts.test(plain);
});
