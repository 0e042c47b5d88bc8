import type { NameTable } from './name-table.js';

/**
 * The Automotive Standards Council's. Its forms fire twice: `asc_form_submission`, which is the lead, and a twin that
 * names the department. A twin that says something more (an appointment) counts as that; the others
 * (`asc_form_submission_sales`, `_parts`, `_trade` …) stay CUSTOM, or one lead would count twice. A tap on a telephone
 * number, `asc_click_to_call`, is not a call yet.
 */
export const ascNames: NameTable = {
  asc_pageview: 'PAGE_VIEWED',
  asc_itemlist_pageview: 'VEHICLE_LISTED',
  asc_item_pageview: 'VEHICLE_VIEWED',
  asc_element_configuration: 'VEHICLE_CONFIGURED',
  asc_retail_process: 'PAYMENT_ESTIMATED',
  asc_special_offer: 'OFFER_VIEWED',
  asc_form_submission: 'LEAD_SUBMITTED',
  asc_comm_submission: 'LEAD_SUBMITTED',
  asc_voice_engagement: 'DEALER_CALLED',
  asc_form_submission_sales_appt: 'TEST_DRIVE_BOOKED',
  asc_comm_submission_sales_appt: 'TEST_DRIVE_BOOKED',
  asc_form_submission_test_drive: 'TEST_DRIVE_BOOKED',
  asc_form_submission_service_appt: 'SERVICE_BOOKED',
};
