import { nowSeconds } from './town.js';

const daySeconds = 86_400;

/**
 * The 20 rules as one statement over one scan of `deeds`, written by hand for a database to be quick at: whoever it is, and a
 * bit for each rule they are in. What is asked of orders in time needs the rows in order, and so a second look at a few types.
 * @param bitCount how a database counts the bits of a number
 */
export function rulesSql(bitCount: (number: string) => string): string {
  const since = (days: number) => `ts > ${nowSeconds - days * daySeconds}`;
  const count = (what: string, days: number) => `count(*) filter (where ${what} and ${since(days)})`;
  const models = (what: string, days: number) =>
    bitCount(`bit_or(1::bigint << model) filter (where ${what} and ${since(days)})`);
  const before = 'over (partition by person order by ts rows between unbounded preceding and 1 preceding)';
  const soon = (newer: string, older: string, days: number) => `${newer} - ${older} <= ${days * daySeconds}`;
  return `
    with counted as (
      select person,
        ${count('type = 0 and body = 0', 14)} suv14, ${count('type = 7', 30)} booked30, ${count('type = 3', 7)} saved7,
        ${count('type = 5', 7)} quote7, ${count('type = 4', 7)} located7, ${count('true', 90)} any90,
        ${count('true', 30)} any30, sum(amount) filter (where type = 9 and ${since(90)}) spent90,
        ${models('type = 0 and band >= 3', 30)} dear30, ${count('type = 0 and electric', 30)} electric30,
        ${count('type = 9', 90)} order90, ${count('type = 8', 60)} drove60, ${count('type = 9', 60)} order60,
        ${count('type = 10', 30)} opened30, ${count('type = 0', 7)} view7,
        ${count('type in (0, 1, 2) and body in (5, 3)', 21)} van21, ${count('type = 2', 3)} config3,
        ${count('type = 3', 3)} saved3, ${count('true', 45)} any45, ${count('type = 4', 14)} located14,
        ${count('type = 6', 14)} visit14, ${count('type = 7', 14)} booked14, ${models('type = 0', 14)} models14,
        ${count('true', 7)} any7, ${count('type = 0', 90)} view90, ${count('type = 5', 90)} quote90,
        ${count('type = 6', 90)} visit90, ${count('type = 8', 90)} drove90, ${count('type = 7', 10)} booked10,
        ${count('type = 7', 21)} booked21
      from deeds where ${since(90)} group by person),
    earlier as (
      select person, ts, type, max(case when type = 6 then ts end) ${before} visit,
        max(case when type = 11 then ts end) ${before} brochure, max(case when type = 7 then ts end) ${before} booked
      from deeds where type in (2, 3, 5, 6, 7, 8, 11)),
    chained as (
      select *, max(case when type = 6 and ${soon('ts', 'brochure', 14)} then ts end) ${before} informed from earlier),
    followed as (
      select person, bool_or(type in (2, 3) and ${soon('ts', 'visit', 7)} and ${since(30)}) configured,
        bool_or(type = 5 and ${soon('ts', 'informed', 14)} and ${since(60)}) quoted,
        bool_or(type = 8 and ${soon('ts', 'booked', 14)} and ${since(21)}) drove
      from chained group by person)
    select person, ${mask()} rules
    from people left join counted using (person) left join followed using (person)`;
}

/** What each rule asks of a person's counts and traits, R01 first. */
const conditions = [
  'suv14 >= 3',
  'suv14 >= 3 and booked30 = 0',
  `city in ('c0', 'c3', 'c7') and budget between 40000 and 90000 and mail`,
  'saved7 > 0 and (quote7 > 0 or located7 > 0)',
  'configured',
  'any90 >= 5 and any30 = 0',
  'spent90 >= 30000',
  'dear30 >= 3',
  'electric30 >= 5 and mail and order90 = 0',
  'drove60 > 0 and order60 = 0',
  'opened30 >= 4 and mail and view7 = 0',
  'van21 >= 4 and budget between 25000 and 60000',
  'config3 > 0 and saved3 = 0',
  'quoted',
  'order90 > 0 and any45 = 0',
  `city in ('c0', 'c3', 'c7') and (located14 >= 2 or visit14 > 0) and booked14 = 0`,
  'models14 >= 6',
  'any7 > 0 and any90 >= 40 and spent90 >= 1000',
  '((view90 >= 8 and (quote90 > 0 or visit90 = 0)) or (drove90 > 0 and not (order90 > 0 or booked10 > 0))) and mail',
  'booked21 > 0 and not coalesce(drove, false) and sms',
];

function mask(): string {
  return conditions
    .map((condition, rule) => `case when ${condition} then ${1 << rule} else 0 end`)
    .join(' + ');
}
