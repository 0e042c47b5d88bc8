import fc from 'fast-check';
import { eventTypes } from '../../models/event/event-type.js';
import { typeOfName } from './vocabulary.js';

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
  ])('understands %s as %s', (name, type) => expect(typeOfName(name)).toBe(type));

  it('does not count one lead twice where a form tells of it under two names', () => {
    expect(typeOfName('asc_form_submission_sales')).toBe('CUSTOM');
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
