import { jest } from '@jest/globals';
import { Alarm } from './alarm.js';

describe('Alarm', () => {
  const rings: number[] = [];
  const alarm = new Alarm(
    () => rings.push(performance.now()),
    () => performance.now(),
  );
  let began = 0;
  const after = (ms: number) => {
    jest.advanceTimersByTime(ms);
    return rings.map((at) => Math.round(at - began));
  };
  beforeEach(() => {
    jest.useFakeTimers();
    rings.length = 0;
    began = performance.now();
  });
  afterEach(() => {
    alarm.stop();
    jest.useRealTimers();
  });

  it('goes off once, at the earliest of the instants it was set to', () => {
    for (const ms of [500, 200, 300]) alarm.at(began + ms);
    expect(after(1_000)).toEqual([200]);
  });

  it('can be set again when it went off', () => {
    alarm.at(began + 100);
    after(100);
    alarm.at(began + 400);
    expect(after(1_000)).toEqual([100, 400]);
  });

  it('stays silent once it is stopped', () => {
    alarm.at(began + 100);
    alarm.stop();
    expect(after(1_000)).toEqual([]);
  });
});
