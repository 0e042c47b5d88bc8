import { validateRule } from './validate.js';

function problemsOf(input: unknown) {
  const checked = validateRule(input);
  return 'problems' in checked ? checked.problems : [];
}
const viewed = { event: 'VEHICLE_VIEWED' };
const trait = (conditions: object) => ({ trait: { name: 'city', ...conditions } });

describe('the sense of a rule', () => {
  it.each<[unknown, string, RegExp, RegExp]>([
    [{ did: { ...viewed, sum: { of: 'vehicle.nonsense', atLeast: 1 } } }, 'did.sum.of', /no number of a vehicle/, /vehicle\.price, vehicle\.modelYear, vehicle\.mileageKm/],
    [{ did: { ...viewed, sum: { of: 'vehicle.pryce', atLeast: 1 } } }, 'did.sum.of', /no number/, /^Did you mean vehicle\.price\?/],
    [{ did: { ...viewed, average: { of: 'vehicle.make', atLeast: 1 } } }, 'did.average.of', /no number/, /vehicle\.price/],
    [{ did: { ...viewed, distinct: { of: 'Vehicle.Model', atLeast: 2 } } }, 'did.distinct.of', /nothing of a vehicle/, /^Did you mean vehicle\.model\?/],
    [{ did: { ...viewed, properties: [{ name: 'vehicle.make', is: 'Kia' }] } }, 'did.properties[0].name', /of the vehicle/, /where: \{ make: \["Kia"\] \}/],
    [{ did: { ...viewed, properties: [{ name: 'vehicle.colour', is: 'red' }] } }, 'did.properties[0].name', /of the vehicle/, /make, model, bodyStyle/],
    [{ did: { ...viewed, properties: [{ name: 'email', exists: true }] } }, 'did.properties[0].name', /sealed/, /trait/],
    [{ did: { event: 'CUSTOM', name: 'Peek', distinct: { of: 'Phone_Number', atLeast: 1 } } }, 'did.distinct.of', /sealed/, /trait/],
    [{ did: { event: 'SHOWROOM_VISITED', sum: { of: 'partySize', atLeast: 2 } } }, 'did.sum.of', /SHOWROOM_VISITED is sealed/, /that it happened/],
    [{ did: { anyOf: ['DEALER_CALLED', 'SERVICE_DONE'], properties: [{ name: 'dealer', is: 'LDS' }] } }, 'did.properties[0].name', /DEALER_CALLED and SERVICE_DONE is sealed/, /that it happened/],
    [{ sequence: { steps: [viewed, { ...viewed, properties: [{ name: 'note', exists: true }] }] } }, 'sequence.steps[1].properties[0].name', /sealed/, /trait/],
    [{ sequence: { steps: [viewed, viewed], noneSince: { properties: [{ name: 'iban', exists: true }] } } }, 'sequence.noneSince.properties[0].name', /sealed/, /trait/],
    [{ did: { ...viewed, sum: { of: 'amount', atLeast: 0.00001 } } }, 'did.sum.atLeast', /four decimal places/, /0\.0001/],
    [{ did: { ...viewed, average: { of: 'amount', atMost: 1.00005 } } }, 'did.average.atMost', /four decimal places/, /1\.0001|1 or/],
    [trait({ is: 'Leeds', isNot: 'Leeds' }), 'trait.isNot', /nothing can match/, /Drop/],
    [trait({ is: 'Leeds', noneOf: ['York', 'Leeds'] }), 'trait.noneOf', /nothing can match/, /Drop/],
    [trait({ is: 'Leeds', oneOf: ['York'] }), 'trait.oneOf', /nothing can match/, /Drop/],
    [trait({ oneOf: ['York'], isNot: 'York' }), 'trait.isNot', /nothing can match/, /Drop/],
    [trait({ exists: false, is: 'York' }), 'trait.exists', /nothing can match/, /Drop/],
    [trait({ moreThan: 5, atMost: 5 }), 'trait.atMost', /nothing can match/, /smaller/],
    [trait({ sizeAtLeast: 3, sizeAtMost: 2 }), 'trait.sizeAtMost', /nothing can match/, /smaller/],
    [{ did: { ...viewed, properties: [{ name: 'list', is: 'a', isNot: 'a' }] } }, 'did.properties[0].isNot', /nothing can match/, /Drop/],
  ])('refuses %j', (rule, path, message, remedy) => {
    const [problem, ...others] = problemsOf({ any: [rule] });
    expect(others).toEqual([]);
    expect(problem?.path).toBe(`rule.any[0].${path}`);
    expect(problem?.message).toMatch(message);
    expect(problem?.remedy).toMatch(remedy);
  }); // prettier-ignore

  it.each([
    { did: { sum: { of: 'whatever', atLeast: 0.0001 } } },
    { did: { ...viewed, sum: { of: 'amount', atLeast: 0.1 + 0.2 } } },
    { did: { event: 'CUSTOM', name: 'Peek', properties: [{ name: 'vehicles', moreThan: 1 }] } },
    { did: { ...viewed, distinct: { of: 'vehicle.modelYear', atLeast: 2 } } },
    { did: { anyOf: ['DEALER_CALLED', 'ORDER_PLACED'], properties: [{ name: 'dealer', is: 'LDS' }] } },
    trait({ is: 'Leeds', isNot: 'York' }),
    { trait: { name: 'email', exists: true } },
    { trait: { name: 'vehicle.make', is: 'Kia' } },
    trait({ atLeast: 5, atMost: 5 }),
  ])('takes %j', (rule) => {
    expect(problemsOf(rule)).toEqual([]);
  });
});
