import { thresholdsProblem, usualThresholds } from './thresholds.js';

it('takes thresholds that follow each other, and says what is wrong with others', () => {
  expect(thresholdsProblem(usualThresholds)).toBeNull();
  expect(thresholdsProblem({ ...usualThresholds, watch: 0.25 })).toBe('watch is 0.25, drifted 0.25; give a watch that is below.'); // prettier-ignore
  expect(thresholdsProblem({ ...usualThresholds, calibration: 0 })).toBe(
    'calibration is 0; give 0.01 to 10.',
  );
  expect(thresholdsProblem({ ...usualThresholds, drifted: Number.NaN })).toMatch(/^drifted is NaN/);
});
