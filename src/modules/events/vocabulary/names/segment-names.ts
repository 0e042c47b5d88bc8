import type { NameTable } from './name-table.js';

/** Segment's e-commerce specification, with the names of its first version. */
export const segmentNames: NameTable = {
  'Product List Viewed': 'VEHICLE_LISTED',
  'Viewed Product Category': 'VEHICLE_LISTED',
  'Product List Filtered': 'VEHICLE_LISTED',
  'Products Searched': 'VEHICLE_LISTED',
  'Product Viewed': 'VEHICLE_VIEWED',
  'Viewed Product': 'VEHICLE_VIEWED',
  'Product Added to Wishlist': 'VEHICLE_SAVED',
  'Product Added': 'VEHICLE_SAVED',
  'Added Product': 'VEHICLE_SAVED',
  'Checkout Started': 'PAYMENT_ESTIMATED',
  'Checkout Step Viewed': 'PAYMENT_ESTIMATED',
  'Payment Info Entered': 'PAYMENT_ESTIMATED',
  'Order Completed': 'ORDER_PLACED',
  'Completed Order': 'ORDER_PLACED',
  'Promotion Viewed': 'OFFER_VIEWED',
  'Viewed Promotion': 'OFFER_VIEWED',
  'Promotion Clicked': 'OFFER_CLICKED',
  'Clicked Promotion': 'OFFER_CLICKED',
};
