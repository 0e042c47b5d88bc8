import { registerEnumType } from '@nestjs/graphql';
import { eventTypes, type EventType } from '../../models/event/event-type.js';
import { described, enumOf } from '../platform/graphql/enums.js';

/** What a shopper can be seen to do, for GraphQL. */
export const EventTypeEnum = enumOf(eventTypes);
registerEnumType(EventTypeEnum, {
  name: 'EventType',
  description: 'What a shopper can be seen to do, in one vocabulary for all senders.',
  valuesMap: described<EventType>({
    PAGE_VIEWED: 'Opened a page.',
    VEHICLE_LISTED: 'Saw a list of vehicles or searched.',
    VEHICLE_VIEWED: "Opened one vehicle's page.",
    VEHICLE_CONFIGURED: 'Configured a vehicle.',
    VEHICLE_SAVED: 'Kept a vehicle: favourite, wish list or cart.',
    VEHICLE_COMPARED: 'Compared vehicles.',
    PAYMENT_ESTIMATED: 'Worked out a monthly payment or finance terms.',
    LEASE_QUOTED: 'Was quoted a lease: so much a month, for so many months.',
    LEAD_SUBMITTED: 'Left contact details and a wish.',
    DEALER_CALLED: 'Spoke with a dealer by telephone.',
    SALES_NOTE_WRITTEN: 'A salesperson wrote down what they want or think.',
    SHOWROOM_VISITED: 'Came to a showroom.',
    TEST_DRIVE_BOOKED: 'Booked a test drive.',
    TEST_DRIVE_TAKEN: 'Took a test drive.',
    TEST_DRIVE_MISSED: 'Did not come to a test drive they had booked.',
    ORDER_PLACED: 'Ordered or bought a vehicle.',
    VEHICLE_DELIVERED: 'Was handed a vehicle.',
    SERVICE_BOOKED: 'Booked a visit to the workshop.',
    SERVICE_DONE: 'Had a vehicle serviced.',
    OFFER_VIEWED: 'Was shown an offer.',
    OFFER_CLICKED: 'Clicked an offer.',
    CAR_MILEAGE_REPORTED: 'Their car said how far it has been driven.',
    CAR_SERVICE_DUE: 'Their car said that it wants a service.',
    CAR_BATTERY_REPORTED: 'Their car said how its battery is.',
    CAR_FAULT_REPORTED: 'Their car said that something in it is wrong.',
    IDENTIFIED: 'Named themselves or told a fact about themselves.',
    CUSTOM: "A name outside this vocabulary; told apart by the event's own name.",
    LEAD_GRADED: 'Written by Carousel: a lead of theirs was scored. Rules ask for it by `lead`.',
    LEAD_MOVED:
      'Written by Carousel: a lead of theirs was moved on, sold or lost. Rules ask for it by `lead`.',
    PROFILE_MERGED: 'Written by Carousel: two profiles turned out to be one person.',
    PROFILE_UNMERGED: 'Written by Carousel: two profiles that were one are two again.',
    CONSENT_CHANGED: 'Written by Carousel: what the person allows has changed.',
  }),
});
