import type { EventType } from '../../models/event/event-type.js';
import { aiplStages, journeyStages } from '../../models/segment/lifecycle.js';
import { around } from '../../../test/factories/any-rule.js';
import { historyEvent, profileHistory } from '../../../test/factories/history.js';
import { matches } from './meaning/matches.js';
import { stageRule } from './stage-rules.js';

function stagesOf(of: 'aipl' | 'journey', types: readonly EventType[]): string[] {
  const history = profileHistory(types.map((type, n) => historyEvent({ type, at: n + 1 })));
  const stages = of === 'aipl' ? aiplStages : journeyStages;
  return stages.filter((stage) => matches(stageRule(stage, of), history, 1_000, around).holds);
}

describe('stages', () => {
  it.each<[string | undefined, EventType[]]>([
    [undefined, []],
    [undefined, ['PROFILE_MERGED']],
    ['AWARENESS', ['OFFER_VIEWED']],
    ['AWARENESS', ['PAGE_VIEWED', 'VEHICLE_VIEWED', 'VEHICLE_VIEWED']],
    ['INTEREST', ['VEHICLE_VIEWED', 'VEHICLE_SAVED', 'VEHICLE_VIEWED']],
    ['INTEREST', ['LEAD_SUBMITTED']],
    ['PURCHASE', ['LEAD_SUBMITTED', 'ORDER_PLACED']],
    ['PURCHASE', ['ORDER_PLACED', 'VEHICLE_DELIVERED']],
    ['LOYALTY', ['VEHICLE_DELIVERED', 'VEHICLE_DELIVERED']],
    ['LOYALTY', ['ORDER_PLACED', 'VEHICLE_DELIVERED', 'SERVICE_DONE']],
    ['LOYALTY', ['VEHICLE_DELIVERED', 'ORDER_PLACED']],
  ])('AIPL: %s after %j, and no other', (stage, types) => {
    expect(stagesOf('aipl', types)).toEqual(stage === undefined ? [] : [stage]);
  });

  it.each<[string | undefined, EventType[]]>([
    [undefined, []],
    ['RESEARCH', ['VEHICLE_VIEWED']],
    ['SHORTLIST', ['VEHICLE_SAVED', 'VEHICLE_VIEWED']],
    ['TEST_DRIVE', ['VEHICLE_VIEWED', 'TEST_DRIVE_BOOKED']],
    ['FINANCE', ['LEASE_QUOTED', 'TEST_DRIVE_TAKEN']],
    ['PURCHASE', ['PAYMENT_ESTIMATED', 'ORDER_PLACED']],
    ['OWNERSHIP', ['ORDER_PLACED', 'VEHICLE_DELIVERED', 'SERVICE_DONE']],
    ['REPURCHASE', ['VEHICLE_DELIVERED', 'VEHICLE_VIEWED']],
    ['OWNERSHIP', ['VEHICLE_DELIVERED', 'VEHICLE_VIEWED', 'VEHICLE_DELIVERED']],
  ])('the journey: %s after %j, and no other', (stage, types) => {
    expect(stagesOf('journey', types)).toEqual(stage === undefined ? [] : [stage]);
  });
});
