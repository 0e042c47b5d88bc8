import { labelsOf } from './labels-of.js';

describe('the names a fact is counted under', () => {
  it('are those of its values, each once', () => {
    expect(labelsOf('Leeds ')).toEqual(['Leeds']);
    expect(labelsOf(34)).toEqual(['30 to below 40']);
    expect(labelsOf(true)).toEqual(['true']);
    expect(labelsOf(['suv', 'van', 'suv'])).toEqual(['suv', 'van']);
  });

  it('are none where nothing is said', () => {
    expect(labelsOf('  ')).toEqual([]);
    expect(labelsOf([])).toEqual([]);
  });
});
