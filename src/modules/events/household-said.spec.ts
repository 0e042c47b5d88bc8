import { householdIn, isHousehold } from './household-said.js';

describe('householdIn', () => {
  it('reads the id in any spelling, and leaving', () => {
    expect(householdIn({ plan: 'lease', householdId: ' h-1 ' })).toBe('h-1');
    expect(householdIn({ household_id: 7 })).toBe('7');
    expect(householdIn({ householdId: '' })).toBeNull();
    expect(householdIn({ householdId: null })).toBeNull();
  });

  it('hears nothing where nothing is said that could be an id', () => {
    expect(householdIn({ plan: 'lease' })).toBeUndefined();
    expect(householdIn({ householdId: true })).toBeUndefined();
    expect(householdIn({ householdId: 'x'.repeat(600) })).toBeUndefined();
    expect(householdIn(undefined)).toBeUndefined();
  });
});

describe('isHousehold', () => {
  it('tells households from companies', () => {
    expect(isHousehold({ type: 'Household' })).toBe(true);
    expect(isHousehold({ group_type: 'household' })).toBe(true);
    expect(isHousehold({ type: 'company', name: 'household' })).toBe(false);
    expect(isHousehold(null)).toBe(false);
  });
});
