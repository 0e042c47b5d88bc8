import fc from 'fast-check';
import { eventTypes } from '../../../models/event/event-type.js';
import { plainName } from '../../../models/event/vocabulary/plain-name.js';
import { nameTables, typeOfName } from './type-of-name.js';

describe('typeOfName', () => {
  it.each([
    ['Product Viewed', 'VEHICLE_VIEWED'],
    ['view_item', 'VEHICLE_VIEWED'],
    ['asc_item_pageview', 'VEHICLE_VIEWED'],
    ['dl_asc_item_pageview', 'VEHICLE_VIEWED'],
    ['website.asc_item_pageview', 'VEHICLE_VIEWED'],
    ['vehicleViewed', 'VEHICLE_VIEWED'],
    ['Product List Filtered', 'VEHICLE_LISTED'],
    ['Product Added to Wishlist', 'VEHICLE_SAVED'],
    ['generate_lead', 'LEAD_SUBMITTED'],
    ['lead submitted', 'LEAD_SUBMITTED'],
    ['asc_form_submission', 'LEAD_SUBMITTED'],
    ['Test Drive Booked', 'TEST_DRIVE_BOOKED'],
    ['Order Completed', 'ORDER_PLACED'],
    ['close_convert_lead', 'ORDER_PLACED'],
    ['select_promotion', 'OFFER_CLICKED'],
    ['dl_asc_form_submission', 'LEAD_SUBMITTED'],
    ['dealer.com.asc_form_submission', 'LEAD_SUBMITTED'],
    ['vendor:ASC_Item_PageView', 'VEHICLE_VIEWED'],
    ['asc_form_submission_service_appt', 'SERVICE_BOOKED'],
    ['CustomizeProduct', 'VEHICLE_CONFIGURED'],
    ['Showroom Check-in', 'SHOWROOM_VISITED'],
    ['test_drive_no_show', 'TEST_DRIVE_MISSED'],
    ['Test Drive Attended', 'TEST_DRIVE_TAKEN'],
    ['In-Car Mileage', 'CAR_MILEAGE_REPORTED'],
  ])('understands %s as %s', (name, type) => expect(typeOfName(name)).toBe(type));

  it.each(['sales', 'parts', 'trade', 'service', 'other', 'credit'])(
    'does not count one lead twice where a form tells of it under two names, as with _%s',
    (department) => {
      expect(typeOfName(`asc_form_submission_${department}`)).toBe('CUSTOM');
      expect(typeOfName(`dl_asc_form_submission_${department}`)).toBe('CUSTOM');
    },
  );

  it('means one thing by a name, whichever vocabulary it comes from', () => {
    const meant = new Map<string, string>();
    for (const table of Object.values(nameTables))
      for (const [name, type] of Object.entries(table)) {
        const known = meant.get(plainName(name)) ?? type;
        expect([name, type]).toEqual([name, known]);
        meant.set(plainName(name), known);
      }
  });

  it('reads ASC names whose meaning lies in a property', () => {
    expect(typeOfName('asc_cta_interaction', { element_text: 'Save this car' })).toBe('VEHICLE_SAVED');
    expect(typeOfName('asc_cta_interaction', { element_text: 'Directions' })).toBe('CUSTOM');
    expect(typeOfName('asc_special_offer', { flow_outcome: 'engage' })).toBe('OFFER_CLICKED');
    expect(typeOfName('asc_special_offer')).toBe('OFFER_VIEWED');
  });

  it('lets nobody write what only Carousel writes', () => {
    for (const name of ['PROFILE_MERGED', 'Profile Merged', 'consent changed', 'identified', 'custom'])
      expect(typeOfName(name)).toBe('CUSTOM');
  });

  it('understands every spelling of our own names, and any text at all', () => {
    fc.assert(
      fc.property(
        fc.constantFrom(...eventTypes.filter((type) => typeOfName(type) !== 'CUSTOM')),
        fc.constantFrom(' ', '_', '-', ''),
        (type, gap) => {
          expect(typeOfName(type.toLowerCase().replaceAll('_', gap))).toBe(type);
        },
      ),
    );
    fc.assert(fc.property(fc.string(), (name) => eventTypes.includes(typeOfName(name))));
  });
});
