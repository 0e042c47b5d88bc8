import { binOf, type Histogram } from '../counting/bins.js';
import { judgeInput } from '../judging/judge-input.js';
import { usualThresholds } from '../judging/thresholds.js';
import { leadFeatures, offerWatch } from '../../inference/inference.service.js';
import { leadWords, offerWords } from './input-words.js';
import { modelWords } from './model-words.js';
import { sayCalibration, sayInput, sayNotEnough } from './say.js';

const recent = { from: '2026-10-08', until: '2026-10-14', rows: 500 };
const { 'lead-score': leads, 'offer-propensity': offers } = modelWords;
/** What is said of values of which each has its share of a thousand rows. */
const say = (name: string, before: readonly (readonly [number, number])[], now: readonly (readonly [number, number])[], words = leads, categories: readonly string[] | null = null) => {
  const input = { name, categories };
  const day = (all: readonly (readonly [number, number])[]) => {
    const bins: Histogram = new Map(all.map(([value, count]) => [categories ? value : binOf(value), count]));
    return [{ day: '2026-10-01', total: all.reduce((sum, [value, count]) => sum + value * count, 0), bins }];
  };
  return sayInput(judgeInput(input, { before: day(before), now: day(now) }, { thresholds: usualThresholds, alpha: 0.001, scatter: 1 }), input, words, recent);
}; // prettier-ignore

describe('what marketers read', () => {
  it('says what changed, with the figures of before and now', () => {
    expect(say('vehicleViews14d', [[3, 600], [4, 400]], [[1, 800], [2, 200]])).toBe('Leads of the last 7 days have fewer vehicles viewed in 14 days: 1.2 on average, before 3.4.'); // prettier-ignore
    expect(say('phoneGiven', [[0, 600], [1, 400]], [[0, 200], [1, 800]])).toBe('Leads of the last 7 days come more often with a telephone number: 80 % of them, before 40 %.'); // prettier-ignore
    expect(say('modelFocus30d', [[0.5, 1_000]], [[0.8, 1_000]])).toBe('Leads of the last 7 days have a higher part of views that went to one model: 80 % on average, before 50 %.'); // prettier-ignore
    expect(say('score', [[0.125, 1_000]], [[0.0625, 1_000]])).toBe('Leads of the last 7 days have a lower chance of a sale foretold: 6.3 % on average, before 13 %.'); // prettier-ignore
    expect(say('price', [[30_000, 1_000]], [[20_000, 1_000]], offers)).toBe('Offers of the last 7 days have a lower price: 20,000 on average, before 30,000.'); // prettier-ignore
  });

  it('says where values lie otherwise when their mean is as before, and of words which', () => {
    expect(say('vehicleViews14d', [[4, 1_000]], [[0, 550], [8.9, 450]])).toBe('Leads of the last 7 days are less often at 4 to below 4.8 (vehicles viewed in 14 days): 0 % of them, before 100 %.'); // prettier-ignore
    expect(say('vehicleViews14d', [[0, 100], [4, 900]], [[0, 550], [8, 450]])).toBe('Leads of the last 7 days are less often at 4 to below 4.8 (vehicles viewed in 14 days): 0 % of them, before 90 %.'); // prettier-ignore
    expect(say('bodyStyle', [[0, 300], [1, 700]], [[0, 700], [1, 300]], offers, ['SUV', 'SEDAN'])).toBe('Offers of the last 7 days are more often of body style SUV: 70 % of them, before 30 %.'); // prettier-ignore
    expect(say('vehicleViews14d', [[3, 1_000]], [[3, 1_000]])).toBe('Vehicles viewed in 14 days: as before, 3 on average.'); // prettier-ignore
  });

  it('says whether what was foretold came about', () => {
    const window = { from: '2026-07-01', until: '2026-07-28', rows: 900 };
    const found = { window, came: 69, foretold: 100.4, ratio: 0.69, low: 0.5, high: 0.9, error: 0.03 };
    expect(sayCalibration({ ...found, state: 'DRIFTED' }, leads)).toBe('Leads scored from 2026-07-01 to 2026-07-28 were sold less often than foretold: 69, foretold 100.'); // prettier-ignore
    expect(sayCalibration({ ...found, window: null, state: 'NOT_ENOUGH' }, offers)).toBe('It is not settled yet what came of offers.'); // prettier-ignore
    expect(sayCalibration({ ...found, state: 'STABLE' }, offers)).toMatch(
      /were clicked as often as foretold/,
    );
    expect(sayNotEnough(leads, null, 40)).toBe('Too little to say yet: of 300 leads over whole weeks, by which later ones are judged, 40 are scored.'); // prettier-ignore
  });

  it('has words for everything that is watched, and for nothing else', () => {
    expect(Object.keys(leadWords).sort()).toEqual(leadFeatures.map(({ name }) => name).sort());
    expect(Object.keys(offerWords).sort()).toEqual(offerWatch.map(({ name }) => name).sort());
    for (const { name, categories } of offerWatch) expect(offerWords[name]?.kind === 'WORD').toBe(categories !== null); // prettier-ignore
  });
});
