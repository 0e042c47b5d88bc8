import { occurrence } from './occurrence.js';

const occurredAt = (...times: Parameters<typeof occurrence>) => occurrence(...times).at;
const at = (time: string) => Date.parse(`2026-11-22T${time}Z`);

describe('occurrence', () => {
  it("corrects a sender's clock that is an hour slow, as Segment does", () => {
    const corrected = occurredAt(at('12:00:10.000'), at('11:00:00.000'), at('11:00:05.000'));
    expect(corrected).toBe(at('12:00:05.000'));
  });
  it('believes a time that comes without a time of sending', () => {
    expect(occurredAt(at('12:00:10.000'), at('11:00:00.000'))).toBe(at('11:00:00.000'));
  });
  it('takes the moment of arrival where no time is given', () => {
    expect(occurredAt(at('12:00:10.000'), undefined, at('11:00:00.000'))).toBe(at('12:00:10.000'));
  });
  it('keeps what lies hours ahead, and clamps what lies more than a day ahead', () => {
    const hour = 3_600_000;
    expect(occurredAt(0, 23 * hour)).toBe(23 * hour);
    expect(occurredAt(0, 25 * hour)).toBe(0);
  });
  it("keeps what a sender's clock said where that is another time, and says when it was not believed", () => {
    const hour = 3_600_000;
    expect(occurrence(0, 0, 999).clock).toBeNull();
    expect(occurrence(2 * hour, 0, hour)).toEqual({
      at: hour,
      clock: { originalTimestamp: '1970-01-01T00:00:00.000Z', sentAt: '1970-01-01T01:00:00.000Z' },
    });
    expect(occurrence(0, 25 * hour)).toEqual({
      at: 0,
      clock: { originalTimestamp: '1970-01-02T01:00:00.000Z', clamped: true },
    });
    expect(occurrence(0, -hour)).toEqual({
      at: 0,
      clock: { originalTimestamp: '1969-12-31T23:00:00.000Z', clamped: true },
    });
  });
});
