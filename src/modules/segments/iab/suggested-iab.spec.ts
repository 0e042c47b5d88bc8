import { iabAudiences } from '../../../models/segment/iab-audience.js';
import type { Rule } from '../../../models/segment/rule.js';
import { bodyStyles, conditions, fuelTypes } from '../../../models/vehicle/vehicle-facts.js';
import { suggestedIab } from './suggested-iab.js';

const viewed = (where: object, more: object = {}): Rule => ({
  did: { event: 'VEHICLE_VIEWED', where, ...more },
});

describe('audiences of IAB that a rule speaks of', () => {
  it.each<[string, Rule, string[]]>([
    ['a shape looked at', viewed({ bodyStyle: ['SUV'] }), ['810']],
    ['a used one', viewed({ bodyStyle: ['SUV'], condition: ['USED', 'CERTIFIED'] }), ['833']],
    ['one of either condition', viewed({ bodyStyle: ['SUV'], condition: ['NEW', 'USED'] }), ['810', '833']],
    ['several shapes', viewed({ bodyStyle: ['VAN', 'SEDAN'] }), ['808', '811']],
    ['a shape with electricity', viewed({ bodyStyle: ['ESTATE'], fuelType: ['ELECTRIC'] }), ['809', '824']],
    ['electricity or petrol', viewed({ fuelType: ['ELECTRIC', 'PETROL'] }), []],
    ['a condition alone', viewed({ condition: ['USED'] }), ['829']],
    ['a make alone', viewed({ make: ['Kia'] }), []],
    ['a shape that has no name there', viewed({ bodyStyle: ['OTHER'] }), []],
    ['whatever was done with it', { did: { where: { bodyStyle: ['COUPE'] } } }, ['813']],
    ['several parts, each once', { all: [viewed({ bodyStyle: ['SUV'] }), { any: [viewed({ bodyStyle: ['SUV'] }), viewed({ bodyStyle: ['PICKUP'] })] }] }, ['810', '819']],
    ['a step of a sequence', { sequence: { steps: [{ event: 'VEHICLE_VIEWED', where: { bodyStyle: ['HATCHBACK'] } }, { event: 'TEST_DRIVE_BOOKED' }] } }, ['815']],
    ['what is excluded', { not: viewed({ bodyStyle: ['SUV'] }) }, []],
    ['what was hardly done', viewed({ bodyStyle: ['SUV'] }, { times: { atMost: 1 } }), []],
    ['what was done often', viewed({ bodyStyle: ['SUV'] }, { times: { atLeast: 2, atMost: 9 } }), ['810']],
    ['the car one has', { did: { event: 'SERVICE_DONE', where: { bodyStyle: ['SUV'] } } }, []],
    ['a fact', { trait: { name: 'bodyStyle', is: 'SUV' } }, []],
  ])('%s', (_what, rule, ids) => expect(suggestedIab(rule)).toEqual(ids)); // prettier-ignore

  it('are all of the taxonomy, whatever car it is', () => {
    for (const bodyStyle of bodyStyles)
      for (const fuelType of fuelTypes)
        for (const condition of conditions) {
          const ids = suggestedIab(
            viewed({ bodyStyle: [bodyStyle], fuelType: [fuelType], condition: [condition] }),
          );
          expect(ids.filter((id) => !iabAudiences.has(id))).toEqual([]);
        }
  });
});
