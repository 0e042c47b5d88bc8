import fc from 'fast-check';
import type { ExperimentPlan } from '../../../models/experiment/experiment-plan.js';
import { emptyPlan } from '../plans/read-plan.js';
import { differences } from './differences.js';

const changes = fc.record(
  {
    name: fc.string(),
    traffic: fc.integer({ min: 1, max: 10_000 }).map((n) => n / 10_000),
    layer: fc.option(fc.string()),
    endsAt: fc.option(fc.integer({ min: 0, max: 4e12 })),
    countedDays: fc.integer({ min: 1, max: 90 }),
    smallestLift: fc.double({ min: 0.001, max: 10, noNaN: true }),
  },
  { requiredKeys: [] },
);

describe('what differs between two plans', () => {
  it('is said in the words and the spelling of what is sent', () => {
    const after: ExperimentPlan = { ...emptyPlan, name: 'New', endsAt: Date.UTC(2027, 0, 31), countedDays: 7, traffic: 0.5 }; // prettier-ignore
    expect(differences(emptyPlan, after).map(({ path, words }) => [path, words])).toEqual([
      ['name', 'Name: “”, now “New”.'],
      ['traffic', 'Traffic: 1, now 0.5.'],
      ['endsAt', 'Ends: none, now “2027-01-31T00:00:00.000Z”.'],
      ['countedFor', 'Counted for: “P14D”, now “P7D”.'],
    ]);
  });

  it('is exactly what was changed, whatever it was', () => {
    const fields = ['name', 'traffic', 'layer', 'endsAt', 'countedDays', 'smallestLift'] as const;
    const pathOf: Record<string, string> = { countedDays: 'countedFor' };
    fc.assert(
      fc.property(changes, changes, (one, other) => {
        const [before, after] = [
          { ...emptyPlan, ...one },
          { ...emptyPlan, ...other },
        ] as const;
        const changed = fields.filter((key) => before[key] !== after[key]);
        const paths = differences(before, after).map(({ path }) => path);
        expect(paths.toSorted()).toEqual(changed.map((key) => pathOf[key] ?? key).toSorted());
      }),
    );
  });
});
