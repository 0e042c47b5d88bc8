import { draftProblem } from './subscription-draft.js';

const url = 'https://crm.example.com/hook';

describe('what a subscription is to be', () => {
  it('may be a webhook with an address, or a queue of our own without', () => {
    expect(draftProblem({ kind: 'WEBHOOK', receiver: 'ANOTHER_COMPANY', url }, false)).toBeNull();
    expect(draftProblem({ kind: 'QUEUE', receiver: 'OURS', segmentIds: ['s-1'] }, false)).toBeNull();
  });

  it.each([
    [{ kind: 'WEBHOOK', receiver: 'OURS' } as const, 'url is missing'],
    [{ kind: 'WEBHOOK', receiver: 'OURS', url: 'https://10.0.0.1/' } as const, 'private network'],
    [{ kind: 'QUEUE', receiver: 'OURS', url } as const, 'url goes only'],
    [{ kind: 'QUEUE', receiver: 'ANOTHER_COMPANY' } as const, 'receiver must be OURS'],
    [{ kind: 'WEBHOOK', receiver: 'OURS', url, segmentIds: [] } as const, '0 of them'],
  ])('is told what is wrong: %j', (draft, problem) => {
    expect(draftProblem(draft, false)).toContain(problem);
  });
});
