import { emptyDraft, readDraft, type CampaignInput } from './campaign-draft.js';

const empty = emptyDraft('Europe/London');
const read = (input: CampaignInput) => readDraft(input, empty, ['home-hero', 'search-results']);
const paths = (input: CampaignInput) => {
  const answer = read(input);
  return 'problems' in answer ? answer.problems.map(({ path }) => path) : [];
};

describe('readDraft', () => {
  it('fills in what a new campaign leaves out', () =>
    expect(read({ name: ' Winter ' })).toEqual({ draft: { ...empty, name: 'Winter' } }));

  it('reads the schedule in the zone of the tenant unless another is named', () => {
    const answer = read({ name: 'Winter', schedule: { from: '2026-07-01' } });
    expect('draft' in answer && answer.draft.schedule.startsAt?.toISOString()).toBe(
      '2026-06-30T23:00:00.000Z',
    );
  });

  it('keeps what a change does not name', () => {
    const current = { ...empty, name: 'Winter', placements: ['home-hero'], vehicleScope: { make: ['Kia'] } };
    const changed = readDraft({ name: 'Spring', vehicles: null }, current, ['home-hero']);
    expect(changed).toEqual({ draft: { ...current, name: 'Spring' } });
  });

  it('names every problem at once, with its path', () =>
    expect(
      paths({
        name: '',
        schedule: { from: 'soon' },
        vehicles: { bodyStyle: ['SPACESHIP'], price: {}, wheels: 4 },
        placements: ['home-hero', 'moon'],
        includeSegments: ['a'],
        excludeSegments: ['A'],
      }).sort(),
    ).toEqual(
      ['excludeSegments', 'name', 'placements.1', 'schedule.from', 'vehicles', 'vehicles.bodyStyle.0', 'vehicles.price'], // prettier-ignore
    ));

  it('takes the nulls GraphQL clients write', () =>
    expect(paths({ name: 'x', vehicles: { make: null, price: { atLeast: 1, atMost: null } } })).toEqual([]));
});
