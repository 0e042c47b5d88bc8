import fc from 'fast-check';
import { eventTypes, type EventType } from '../../models/event/event-type.js';
import { firstLifecycle, lifecycleSettingsSchema } from '../../models/segment/lifecycle-settings.js';
import { aiplStages, journeyStages, lifecycles, type LifecycleKind } from '../../models/segment/lifecycle.js';
import type { Rule } from '../../models/segment/rule.js';
import { anyOffset, anyPerson, anyRule, around, origin } from '../../../test/factories/any-rule.js';
import { historyEvent, profileHistory } from '../../../test/factories/history.js';
import { matches } from './meaning/matches.js';
import { reachedRules, stageRuleOf } from './stage-rules.js';

const day = 86_400_000;
type Deeds = readonly (EventType | [EventType, daysAgo: number])[];
type Reached = Readonly<Record<string, Rule>>;

/** At which stages somebody is who did these, in this order; an hour before now where not said otherwise. */
function stagesOf(of: LifecycleKind, deeds: Deeds, said = firstLifecycle): string[] {
  const now = 4_000 * day;
  const events = deeds.map((deed, n) => {
    const [type, daysAgo] = typeof deed === 'string' ? [deed, 1 / 24] : deed;
    return historyEvent({ type, at: now - daysAgo * day + n });
  });
  const stageRule = stageRuleOf(said);
  return lifecycles[of].filter(
    (stage) => matches(stageRule(stage, of), profileHistory(events), now, around).holds,
  );
}

describe('stages that nobody has said anything of', () => {
  it.each<[string | undefined, Deeds]>([
    [undefined, []],
    [undefined, ['PROFILE_MERGED']],
    ['AWARENESS', ['OFFER_VIEWED']],
    ['AWARENESS', ['PAGE_VIEWED', 'VEHICLE_VIEWED', 'VEHICLE_VIEWED']],
    ['AWARENESS', [['OFFER_VIEWED', 179]]],
    [undefined, [['OFFER_VIEWED', 181], ['PAGE_VIEWED', 181]]],
    ['INTEREST', ['VEHICLE_VIEWED', 'VEHICLE_SAVED', 'VEHICLE_VIEWED']],
    ['INTEREST', ['LEAD_SUBMITTED']],
    ['AWARENESS', [['LEAD_SUBMITTED', 91]]],
    ['AWARENESS', [['VEHICLE_VIEWED', 91], 'VEHICLE_VIEWED', 'VEHICLE_VIEWED']],
    ['PURCHASE', ['LEAD_SUBMITTED', 'ORDER_PLACED']],
    ['PURCHASE', ['ORDER_PLACED', 'VEHICLE_DELIVERED']],
    ['PURCHASE', [['VEHICLE_DELIVERED', 1_095], 'VEHICLE_VIEWED']],
    ['AWARENESS', [['VEHICLE_DELIVERED', 1_097], 'VEHICLE_VIEWED']],
    ['LOYALTY', ['VEHICLE_DELIVERED', 'VEHICLE_DELIVERED']],
    ['LOYALTY', ['ORDER_PLACED', 'VEHICLE_DELIVERED', 'SERVICE_DONE']],
    ['LOYALTY', [['VEHICLE_DELIVERED', 2_000], ['ORDER_PLACED', 1_000]]],
  ])('AIPL: %s after %j, and no other', (stage, deeds) => {
    expect(stagesOf('aipl', deeds)).toEqual(stage === undefined ? [] : [stage]);
  }); // prettier-ignore

  it.each<[string | undefined, Deeds]>([
    [undefined, []],
    ['RESEARCH', ['VEHICLE_VIEWED']],
    [undefined, [['VEHICLE_VIEWED', 91]]],
    ['SHORTLIST', ['VEHICLE_SAVED', 'VEHICLE_VIEWED']],
    ['TEST_DRIVE', ['VEHICLE_VIEWED', 'TEST_DRIVE_BOOKED']],
    ['FINANCE', ['LEASE_QUOTED', 'TEST_DRIVE_TAKEN']],
    ['PURCHASE', ['PAYMENT_ESTIMATED', 'ORDER_PLACED']],
    ['PURCHASE', [['ORDER_PLACED', 364]]],
    ['OWNERSHIP', ['ORDER_PLACED', 'VEHICLE_DELIVERED', 'SERVICE_DONE']],
    ['REPURCHASE', ['VEHICLE_DELIVERED', 'VEHICLE_VIEWED']],
    ['OWNERSHIP', [['VEHICLE_DELIVERED', 200], ['VEHICLE_VIEWED', 91]]],
    ['OWNERSHIP', ['VEHICLE_DELIVERED', 'VEHICLE_VIEWED', 'VEHICLE_DELIVERED']],
    ['REPURCHASE', ['VEHICLE_DELIVERED', 'VEHICLE_VIEWED', 'SERVICE_DONE']],
    // A car from elsewhere shows by its service and by what it reports, and its owner looks for the first one here.
    ['OWNERSHIP', [['VEHICLE_DELIVERED', 1_500], ['CAR_MILEAGE_REPORTED', 300]]],
    ['REPURCHASE', ['VEHICLE_VIEWED', 'SERVICE_DONE']],
  ])('the journey: %s after %j, and no other', (stage, deeds) => {
    expect(stagesOf('journey', deeds)).toEqual(stage === undefined ? [] : [stage]);
  }); // prettier-ignore

  it('are one of each lifecycle or none for everybody, whatever they did', () => {
    const anyDeeds = fc.array(fc.tuple(fc.constantFrom(...eventTypes), fc.integer({ min: 0, max: 2_500 })), { maxLength: 12 }); // prettier-ignore
    fc.assert(
      fc.property(anyDeeds, (deeds) => {
        const inOrder = deeds.toSorted(([, a], [, b]) => b - a);
        expect(stagesOf('aipl', inOrder).length).toBeLessThan(2);
        expect(stagesOf('journey', inOrder).length).toBeLessThan(2);
      }),
    );
  });
});

describe('stages that a tenant has said something of', () => {
  const often = (times: number, within: string): Rule => ({
    did: { event: 'VEHICLE_VIEWED', times: { atLeast: times }, within },
  });

  it('take what was said, and the others what they take everywhere', () => {
    const said = { ...firstLifecycle, aipl: { INTEREST: often(2, 'P10D') } };
    expect(stagesOf('aipl', ['VEHICLE_VIEWED', 'VEHICLE_VIEWED'], said)).toEqual(['INTEREST']);
    expect(stagesOf('aipl', [['VEHICLE_VIEWED', 11], 'VEHICLE_VIEWED'], said)).toEqual(['AWARENESS']);
    expect(stagesOf('aipl', ['LEAD_SUBMITTED'], said)).toEqual(['AWARENESS']);
    expect(stagesOf('aipl', ['ORDER_PLACED'], said)).toEqual(['PURCHASE']);
    expect(stagesOf('journey', ['VEHICLE_VIEWED', 'VEHICLE_VIEWED'], said)).toEqual(['RESEARCH']);
  });

  it('are the highest that is reached, and no other, whatever was said', () => {
    const saying = (stages: readonly string[]) =>
      fc
        .tuple(...stages.map((stage) => fc.tuple(fc.constant(stage), anyRule)))
        .map((said) => Object.fromEntries(said));
    const anySaid = fc.record({ track: fc.constant(true), aipl: saying(aiplStages), journey: saying(journeyStages) }); // prettier-ignore
    fc.assert(
      fc.property(anySaid, anyPerson, anyOffset, fc.constantFrom('aipl', 'journey'), (raw, person, offset, of) => {
        const said = lifecycleSettingsSchema.parse(raw);
        const holds = (rule: Rule) => matches(rule, person, origin + offset, around).holds;
        const reached: Reached = reachedRules(said)[of];
        const highest = lifecycles[of].findLast((stage) => reached[stage] && holds(reached[stage]));
        const stageRule = stageRuleOf(said);
        expect(lifecycles[of].filter((stage) => holds(stageRule(stage, of)))).toEqual(highest ? [highest] : []);
      }),
    ); // prettier-ignore
  });
});
