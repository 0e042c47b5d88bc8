import type { ReportedEvent } from '../../../models/event/reported-event.js';
import { readReported } from './read-reported.js';

const context = { page: { url: 'https://maps.example/?ll=51.5,-0.1' }, campaign: { name: '51.5,-0.1' } };
const reported: ReportedEvent = {
  messageId: 'm',
  name: 'Product Viewed',
  userId: 'u',
  occurredAt: 0,
  context,
};

describe('readReported', () => {
  it('keeps the context of what people do', () => {
    expect(readReported(reported)).toMatchObject({ type: 'VEHICLE_VIEWED', context });
  });

  it.each(['In-Car Mileage', 'In-Car Service Due', 'In-Car Battery', 'In-Car Fault'])(
    'keeps no context of %s, as a place may stand in it',
    (name) => {
      const read = readReported({ ...reported, name, properties: { mileageKm: 1, soh: 90 } });
      expect(read).toMatchObject({ name, userId: 'u', context: null });
      expect(JSON.stringify(read)).not.toContain('51.5');
    },
  );
});
