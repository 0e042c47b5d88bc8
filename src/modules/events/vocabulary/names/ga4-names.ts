import type { NameTable } from './name-table.js';

/** Recommended events of Google Analytics 4, and its lead's life. */
export const ga4Names: NameTable = {
  page_view: 'PAGE_VIEWED',
  screen_view: 'PAGE_VIEWED',
  view_item_list: 'VEHICLE_LISTED',
  view_search_results: 'VEHICLE_LISTED',
  search: 'VEHICLE_LISTED',
  view_item: 'VEHICLE_VIEWED',
  add_to_wishlist: 'VEHICLE_SAVED',
  add_to_cart: 'VEHICLE_SAVED',
  begin_checkout: 'PAYMENT_ESTIMATED',
  add_payment_info: 'PAYMENT_ESTIMATED',
  generate_lead: 'LEAD_SUBMITTED',
  purchase: 'ORDER_PLACED',
  close_convert_lead: 'ORDER_PLACED',
  view_promotion: 'OFFER_VIEWED',
  select_promotion: 'OFFER_CLICKED',
};
