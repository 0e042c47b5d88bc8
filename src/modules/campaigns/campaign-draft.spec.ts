import { readDraft, type CampaignInput } from './campaign-draft.js';
import { emptyContent } from './content.js';

const empty = emptyContent('Europe/London');
const setting = { placements: ['home-hero', 'search-results'], currency: 'GBP', advertisers: new Map() };
const read = (input: CampaignInput) => readDraft(input, empty, setting);
const paths = (input: CampaignInput) => {
  const answer = read(input);
  return 'problems' in answer ? answer.problems.map(({ path }) => path) : [];
};

describe('readDraft', () => {
  it('fills in what a new campaign leaves out', () =>
    expect(read({ name: ' Winter ' })).toEqual({ content: { ...empty, name: 'Winter' } }));

  it('reads the schedule in the zone of the tenant unless another is named', () => {
    const answer = read({ name: 'Winter', schedule: { from: '2026-07-01' } });
    expect('content' in answer && answer.content.startsAt).toBe('2026-06-30T23:00:00.000Z');
  });

  it('keeps what a change does not name', () => {
    const current = { ...empty, name: 'Winter', placements: ['home-hero'], vehicleScope: { make: ['Kia'] } };
    const changed = readDraft({ name: 'Spring', vehicles: null }, current, setting);
    expect(changed).toEqual({ content: { ...current, name: 'Spring' } });
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
