import type { JsonObject } from '../../models/event/event-envelope.js';
import { eventTypes, ownEventTypes, type EventType } from '../../models/event/event-type.js';

/**
 * What others call the things a shopper does: Segment's e-commerce names, GA4's, Meta's, and those of the Automotive
 * Standards Council (ASC). Our own names are understood as they are. Two sorts are left out on purpose: a click towards
 * a car, because the page that follows says so itself, and ASC's `asc_form_submission_sales` and the like, because they
 * are sent in addition to `asc_form_submission` and would count one lead twice.
 */
const namesOf: Partial<Record<EventType, readonly string[]>> = {
  PAGE_VIEWED: ['page', 'screen', 'page viewed', 'viewed page', 'screen viewed', 'page_view', 'asc_pageview'],
  VEHICLE_LISTED: ['Product List Viewed', 'Viewed Product Category', 'Product List Filtered', 'Products Searched', 'view_item_list', 'view_search_results', 'search', 'asc_itemlist_pageview', 'Vehicles Listed', 'Vehicle List Viewed', 'Inventory Searched'], // prettier-ignore
  VEHICLE_VIEWED: ['Product Viewed', 'Viewed Product', 'view_item', 'asc_item_pageview', 'ViewContent', 'Car Viewed', 'Vehicle Details Viewed'], // prettier-ignore
  VEHICLE_CONFIGURED: ['asc_element_configuration', 'CustomizeProduct', 'Product Configured', 'Configuration Saved', 'Build Completed'], // prettier-ignore
  VEHICLE_SAVED: ['Product Added to Wishlist', 'Product Added', 'Added Product', 'add_to_wishlist', 'add_to_cart', 'AddToWishlist', 'AddToCart', 'Vehicle Favorited', 'Vehicle Reserved'], // prettier-ignore
  VEHICLE_COMPARED: ['Product Compared', 'Products Compared', 'Vehicles Compared', 'compare_items'],
  PAYMENT_ESTIMATED: ['Checkout Started', 'Checkout Step Viewed', 'Payment Info Entered', 'begin_checkout', 'add_payment_info', 'InitiateCheckout', 'asc_retail_process', 'Payment Calculated', 'Lease Calculated', 'Finance Calculated'], // prettier-ignore
  LEAD_SUBMITTED: ['generate_lead', 'Lead', 'Form Submitted', 'asc_form_submission', 'asc_comm_submission', 'Lead Created'], // prettier-ignore
  SHOWROOM_VISITED: ['Store Visited', 'Store Visit', 'Dealership Visited', 'Dealer Visited'],
  TEST_DRIVE_BOOKED: ['Test Drive Requested', 'Test Drive Scheduled', 'Schedule', 'asc_form_submission_sales_appt', 'asc_comm_submission_sales_appt', 'asc_form_submission_test_drive'], // prettier-ignore
  TEST_DRIVE_TAKEN: ['Test Drive Completed', 'Test Driven'],
  ORDER_PLACED: ['Order Completed', 'Completed Order', 'purchase', 'close_convert_lead', 'Vehicle Purchased', 'Vehicle Leased', 'Vehicle Ordered'], // prettier-ignore
  OFFER_VIEWED: ['Promotion Viewed', 'Viewed Promotion', 'view_promotion', 'asc_special_offer'],
  OFFER_CLICKED: ['Promotion Clicked', 'Clicked Promotion', 'select_promotion'],
};

/** Ours alone to write, or no name at all. */
const notNames: readonly EventType[] = ['IDENTIFIED', 'CUSTOM', ...ownEventTypes];

const typeOf = new Map<string, EventType>(
  eventTypes
    .filter((type) => !notNames.includes(type))
    .flatMap((type) =>
      [type, ...(namesOf[type] ?? [])].map((name): [string, EventType] => [plain(name), type]),
    ),
);

/** Names whose meaning lies in a property: `[name, property pattern, type]`, tried before the table. */
const conditional: readonly (readonly [string, RegExp, EventType])[] = [
  [plain('asc_special_offer'), /^(engage|proceed)$/i, 'OFFER_CLICKED'],
  [plain('asc_cta_interaction'), /\b(save|saved|favou?rite|wishlist)\b/i, 'VEHICLE_SAVED'],
];
const tellingProperties = ['flow_outcome', 'event_action', 'element_subtype', 'element_type', 'element_text'];

/**
 * The canonical type of an event, whatever its sender calls it. Case, spaces, underscores, hyphens and the tag managers'
 * prefixes `dl_` and `website.` make no difference. A name outside the vocabulary is `CUSTOM`, and stays countable under
 * its own name.
 */
export function typeOfName(name: string, properties: JsonObject = {}): EventType {
  const key = plain(name);
  for (const [conditionalName, pattern, type] of conditional) {
    if (key !== conditionalName) continue;
    const told = tellingProperties.map((property) => properties[property]);
    if (told.some((value) => typeof value === 'string' && pattern.test(value))) return type;
  }
  return typeOf.get(key) ?? 'CUSTOM';
}

function plain(name: string): string {
  return name.toLowerCase().replace(/^(dl_|website\.)/, '').replaceAll(/[\s_-]+/g, ''); // prettier-ignore
}
