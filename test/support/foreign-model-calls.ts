import { readdirSync } from 'node:fs';

/** The calls of the registry of models: versions are everybody's, where they stand is each tenant's own. */
export function modelCases(): Record<string, object[]> {
  const older = readdirSync('ml-artifacts/lead-score').toSorted()[0] ?? '';
  const named = { model: 'LEAD_SCORE', version: older };
  return {
    models: [{}],
    modelEvidence: [named],
    modelMoves: [{ first: 5 }, { first: 5, model: 'LEAD_SCORE' }],
    modelDrift: [{ model: 'LEAD_SCORE' }, { model: 'OFFER_PROPENSITY' }],
    modelAlerts: [{ first: 5 }, { first: 5, model: 'LEAD_SCORE', open: true }],
    setDriftThresholds: [{ input: { watch: 0.2, drifted: 0.4, calibration: 0.3 } }],
    promoteModel: [named, { ...named, force: true, reason: 'Mine' }],
    rollBackModel: [{ ...named, reason: 'Mine' }],
    shadowModel: [{ ...named, model: 'OFFER_PROPENSITY' }],
    retireModel: [{ ...named, reason: 'Mine' }],
    reinstateModel: [{ ...named, reason: 'Mine' }],
    retrainings: [{ first: 5 }, { first: 5, model: 'LEAD_SCORE' }],
    retrainingSetting: [{ model: 'LEAD_SCORE' }],
    setRetraining: [{ input: { model: 'LEAD_SCORE', isOn: true } }],
    retrainModel: [{ model: 'LEAD_SCORE', reason: 'Mine' }],
  };
}
