import fc from 'fast-check';
import { mostEvents } from '../too-much.js';
import { readBatch } from './read-batch.js';

const around = { receivedAt: Date.parse('2026-11-22T12:00:10.000Z'), newId: () => 'made-up' };
const page = { type: 'page', userId: 'u' };

function read(json: unknown) {
  const batch = readBatch(json, around);
  if ('refused' in batch) throw new Error(batch.refused.message);
  return batch;
}

describe('readBatch', () => {
  it("corrects each clock by the event's time of sending, or else the batch's", () => {
    const { events } = read({
      sentAt: '2026-11-22T11:00:05.000Z',
      batch: [
        { ...page, timestamp: '2026-11-22T11:00:00.000Z' },
        { ...page, timestamp: '2026-11-22T11:00:00.000Z', sentAt: '2026-11-22T11:00:00.000Z' },
        page,
      ],
    });
    expect(events.map(({ occurredAt }) => new Date(occurredAt).toISOString())).toEqual([
      '2026-11-22T12:00:05.000Z',
      '2026-11-22T12:00:10.000Z',
      '2026-11-22T12:00:10.000Z',
    ]);
  });

  it('keeps the good, names the bad by their place, and does not read on for ever', () => {
    const { events, rejections } = read({ batch: [page, 7, page, ...Array<number>(250_000).fill(0)] });
    expect(events).toHaveLength(2);
    expect(rejections).toHaveLength(mostEvents - 1);
    expect(rejections[0]).toMatchObject({ index: 1, code: 'UNKNOWN_SHAPE' });
    expect(rejections.at(-1)).toMatchObject({ index: mostEvents, code: 'BATCH_TOO_LONG' });
  });

  it('keeps the events beyond the last where they are few enough', () => {
    const { rejections } = read({ batch: Array.from({ length: mostEvents + 2 }, () => page) });
    expect(rejections).toMatchObject([{ code: 'BATCH_TOO_LONG', payload: [page, page] }]);
  });

  it('does not let a large root be copied into each of its events', () => {
    const context = { page: { path: 'x'.repeat(10_000) } };
    expect(readBatch({ batch: [page], context }, around)).toMatchObject({
      refused: { code: 'EVENT_TOO_LARGE' },
    });
    expect(read({ batch: [page], context: 'x'.repeat(10_000), integrations: [] }).events).toHaveLength(1);
  });

  it('has an answer for any JSON, and loses no item of it', () => {
    const root = fc.record(
      { batch: fc.array(fc.oneof(fc.constant(page), fc.jsonValue())), context: fc.jsonValue(), integrations: fc.jsonValue(), sentAt: fc.jsonValue() },
      { requiredKeys: [] },
    ); // prettier-ignore
    fc.assert(
      fc.property(fc.oneof(root, fc.jsonValue()), (value) => {
        const json: unknown = JSON.parse(JSON.stringify(value));
        const batch = readBatch(json, around);
        if ('refused' in batch) expect(batch.refused.message).not.toBe('');
        else expect(json).toHaveProperty('batch.length', batch.events.length + batch.rejections.length);
      }),
    );
  });
});
