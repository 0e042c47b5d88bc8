import type { LeadRule, NearRule, Rule, ShareRule } from '../../../models/segment/rule.js';
import { windowMs } from '../../../models/segment/window.js';
import type { Surroundings } from '../meaning/surroundings.js';
import { allOf, Asking, reckoned } from './asking.js';
import { numberIn } from './deed-sql.js';
import { didSql } from './did-sql.js';
import { factSql } from './fact-sql.js';
import { sequenceSql } from './sequence-sql.js';

/** An expression and what its numbered places stand for. */
export interface Expression {
  readonly text: string;
  readonly values: readonly unknown[];
}

/**
 * A rule as one boolean expression of PostgreSQL over one person: a second opinion on what rules mean, written without the
 * first. `select profile_id from person p where <expression>` names the members. The caller provides the relations `person
 * (profile_id uuid, traits jsonb)`, `deed (profile_id uuid, at float8, seq bigint, type text, name text, vehicle jsonb,
 * properties jsonb)` and `listed (list_id uuid, profile_id uuid)`. Places are numbered on from the values given before, so
 * that one statement can hold many. Never null, and never an error, whatever is stored. Needs PostgreSQL 18.
 */
export function toSql(
  rule: Rule,
  now: number,
  around: Surroundings,
  valuesBefore: readonly unknown[] = [],
): Expression {
  const asking = new Asking([...valuesBefore], now, around.zone);
  return { text: ruleSql(rule, asking, around), values: asking.values };
}

function ruleSql(rule: Rule, asking: Asking, around: Surroundings): string {
  const part = (inner: Rule) => ruleSql(inner, asking, around);
  if ('all' in rule) return allOf(rule.all.map(part));
  if ('any' in rule) return `(${rule.any.map(part).join(' or ')})`;
  if ('not' in rule) return `(not ${part(rule.not)})`;
  if ('did' in rule) return didSql(rule.did, asking);
  if ('sequence' in rule) return sequenceSql(rule.sequence, asking);
  if ('trait' in rule) {
    const { name, ...wanted } = rule.trait;
    return factSql(wanted, `p.traits -> ${asking.text(name)}`, asking.now, asking);
  }
  if ('near' in rule) return nearSql(rule.near, asking, around);
  if ('listed' in rule)
    return `exists (select from listed l where l.list_id = ${asking.uuid(rule.listed.on)} and l.profile_id = p.profile_id)`;
  if ('stage' in rule) {
    const { aipl = [], journey = [] } = rule.stage;
    const rules = [
      ...aipl.map((stage) => around.stageRule(stage, 'aipl')),
      ...journey.map((stage) => around.stageRule(stage, 'journey')),
    ];
    return `(${rules.map(part).join(' or ')})`;
  }
  if ('lead' in rule) return leadSql(rule.lead, asking);
  if ('share' in rule) return shareSql(rule.share, asking);
  const referred = around.ruleOf(rule.member.of);
  return referred === undefined ? 'false' : part(referred);
}

/** Kilometres along a great circle by the haversine formula, on a ball as large as the earth is in the mean. */
function nearSql({ dealer, withinKm }: NearRule, asking: Asking, around: Surroundings): string {
  const place = around.placeOf(dealer);
  if (!place) return 'false';
  // Twelve decimals of a degree are less than a hair; smaller numbers would multiply to less than PostgreSQL can hold.
  const degrees = (trait: string) => numberIn(`p.traits -> '${trait}'`);
  const [latitude, longitude] = [reckoned(place.latitude), reckoned(place.longitude)];
  const chord = `power(sind((north - ${latitude}) / 2), 2) + cosd(${latitude}) * cosd(north) * power(sind((east - ${longitude}) / 2), 2)`;
  return `(select coalesce(2 * 6371.0088::float8 * asin(least(1::float8, sqrt(${chord}))) <= ${asking.number(withinKm)}::float8, false)
    from (select case when abs(n) < 1e6 then round(n, 12)::float8 end as north, case when abs(e) < 1e6 then round(e, 12)::float8 end as east
      from (select ${degrees('latitude')} as n, ${degrees('longitude')} as e offset 0) r offset 0) o)`;
}

/** Whether a grade or a move was noted of the person, and not too long ago. */
function leadSql({ grade = [], status, within }: LeadRule, asking: Asking): string {
  const since = within === undefined ? '' : ` and g.at > ${reckoned(asking.now - (windowMs(within) ?? 0))}`;
  return `exists (select from deed g where g.profile_id = p.profile_id and g.type = '${status ? 'LEAD_MOVED' : 'LEAD_GRADED'}'
    and coalesce(g.properties ->> '${status ? 'to' : 'grade'}' = any(${asking.texts(status ?? grade)}), false)
    and g.at <= ${reckoned(asking.now)}${since})`;
}

/** The first 32 bits of a hash of salt and person, as a part of all there are. */
function shareSql({ salt, from, below }: ShareRule, asking: Asking): string {
  const drawn = `('x' || left(md5(${asking.text(salt)} || ' ' || p.profile_id::text), 8))::bit(32)::bigint::float8 / 4294967296 * 100`;
  return `(${drawn} >= ${asking.number(from)}::float8 and ${drawn} < ${asking.number(below)}::float8)`;
}
