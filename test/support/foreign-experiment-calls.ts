import type { Things } from './tenants-things.js';

/** The calls of the room of experiments that name another tenant's things, beside those of `everyCase`. */
export function experimentCases({
  experimentId,
  campaignId,
  creativeId,
  segmentId,
}: Things): Record<string, object[]> {
  const halves = [
    { name: 'One', share: 0.5 },
    { name: 'Other', share: 0.5 },
  ];
  const arms = halves.map((arm) => ({ ...arm, creativeIds: [creativeId], segmentIds: [segmentId] }));
  const plan = { name: 'Mine', kind: 'CREATIVES', campaignId, arms };
  return {
    experiment: [{ id: experimentId }],
    experiments: [{ first: 5 }, { first: 5, status: 'DRAFT' }],
    createExperiment: [{ input: plan }, { input: { ...plan, kind: 'AUDIENCES' } }],
    updateExperiment: [
      { id: experimentId, input: { name: 'Mine' } },
      { id: experimentId, input: plan },
    ],
    startExperiment: [{ id: experimentId }],
    endExperiment: [{ id: experimentId }],
  };
}
