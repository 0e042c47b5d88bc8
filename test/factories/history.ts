import type { HistoryEvent, ProfileHistory } from '../../src/models/profile/profile-history.js';

/** An event for a rule to count; a viewed petrol SUV unless said otherwise. */
export function historyEvent(given: Partial<HistoryEvent> & { at: number }): HistoryEvent {
  return {
    type: 'VEHICLE_VIEWED',
    name: 'Product Viewed',
    seq: 0,
    vehicle: { make: 'Kia', model: 'Sportage', bodyStyle: 'SUV', fuelType: 'PETROL', price: 30_000 },
    ...given,
  };
}

/** A history ordered as the log orders it. */
export function profileHistory(
  events: HistoryEvent[],
  traits: ProfileHistory['traits'] = {},
): ProfileHistory {
  return {
    profileId: '00000000-0000-4000-8000-000000000001',
    traits,
    events: events.map((event, seq) => ({ ...event, seq })).sort((a, b) => a.at - b.at || a.seq - b.seq),
  };
}
