import { z } from 'zod';
import { eventSchema } from './event-schema.js';
import { amount, currency, prose, seconds, text } from './values.js';

/** Left contact details and a wish. How to reach them is read where leads are made; here, which form it was. */
export const leadSubmitted = eventSchema({
  version: 1,
  fields: z.object({
    formName: text.maybe,
    submissionId: text.maybe,
    department: text.maybe,
    value: amount.maybe,
    currency: currency.maybe,
  }),
  alsoCalled: { formName: ['form', 'form_id'] },
});

/** Spoke with a dealer by telephone. */
export const dealerCalled = eventSchema({
  version: 1,
  fields: z.object({
    durationSeconds: seconds.maybe,
    direction: text.maybe,
    outcome: text.maybe,
    department: text.maybe,
    salesperson: text.maybe,
  }),
  alsoCalled: {
    durationSeconds: ['call_duration', 'call_seconds'],
    outcome: ['call_outcome', 'comm_outcome', 'result'],
    salesperson: ['agent', 'seller', 'advisor'],
  },
});

/** A salesperson wrote down what somebody wants or thinks. */
export const salesNoteWritten = eventSchema({
  version: 1,
  fields: z.object({ note: prose.needed, salesperson: text.maybe, topic: text.maybe }),
  alsoCalled: {
    note: ['text', 'body', 'comment', 'comments', 'message'],
    salesperson: ['author', 'agent', 'seller', 'advisor'],
    topic: ['subject', 'category'],
  },
});
