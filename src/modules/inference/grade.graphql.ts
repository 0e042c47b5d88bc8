import { registerEnumType } from '@nestjs/graphql';

/** Grade under its GraphQL spelling. */
export enum LeadGradeName {
  A = 'A',
  B = 'B',
  C = 'C',
  D = 'D',
}
registerEnumType(LeadGradeName, {
  name: 'LeadGrade',
  description: 'How likely a lead ends in a sale within 90 days.',
  valuesMap: {
    A: { description: '30 % and more: call within minutes.' },
    B: { description: '15 to 30 %: call today.' },
    C: { description: '5 to 15 %: call or write this week.' },
    D: { description: 'Below 5 %: write.' },
  },
});
