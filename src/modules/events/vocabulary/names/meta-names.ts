import type { NameTable } from './name-table.js';

/** Standard events of Meta's pixel and Conversions API. */
export const metaNames: NameTable = {
  PageView: 'PAGE_VIEWED',
  Search: 'VEHICLE_LISTED',
  ViewContent: 'VEHICLE_VIEWED',
  CustomizeProduct: 'VEHICLE_CONFIGURED',
  AddToWishlist: 'VEHICLE_SAVED',
  AddToCart: 'VEHICLE_SAVED',
  InitiateCheckout: 'PAYMENT_ESTIMATED',
  AddPaymentInfo: 'PAYMENT_ESTIMATED',
  Lead: 'LEAD_SUBMITTED',
  Schedule: 'TEST_DRIVE_BOOKED',
  Purchase: 'ORDER_PLACED',
};
