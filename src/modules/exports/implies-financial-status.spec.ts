import { financialWordIn } from './implies-financial-status.js';

describe('an audience that implies financial status', () => {
  it.each([
    ['Subprime buyers', 'Subprime'],
    ['sub-prime', 'sub-prime'],
    ['Bad credit, SUV', 'Bad credit'],
    ['{"trait":{"name":"creditScore","lessThan":600}}', 'credit Score'],
    ['{"trait":{"name":"credit_rating","is":"B"}}', 'credit_rating'],
    ['household income above 100k', 'income'],
    ['annualIncome', 'Income'],
    ['household_income', 'income'],
    ['High earners', 'earners'],
    ['People in debt', 'in debt'],
    ['High net worth', 'net worth'],
    ['Bankruptcy filers', 'Bankrupt'],
    ['高收入人群', '收入'],
    ['征信不良', '征信'],
    ['信用评分低', '信用评'],
  ])('is told by its words: %s', (text, word) => expect(financialWordIn(['Viewers', text])).toBe(word));

  it.each([
    'SUV viewers, priced up to 30,000',
    'Estimated a payment or was quoted a lease',
    '{"did":{"event":"PAYMENT_ESTIMATED","within":"P30D"}}',
    '{"trait":{"name":"budget","moreThan":20000}}',
    'Incoming callers? No: people who came in',
    'Debut of the new model',
    'Commonwealth Avenue, learnings, outcomes',
    'Premium and luxury',
    'Finance offers',
    '看过SUV的人',
    '金融方案',
  ])('is not told by: %s', (text) => expect(financialWordIn([text])).toBeNull());
});
