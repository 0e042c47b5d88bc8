/**
 * What personal data may be used for. `ANALYTICS`: keeping what a person did. `PERSONALISATION`: letting it decide what
 * they see. `ADS`: advertising to them elsewhere. `AUDIENCE_EXPORT`: handing them to another company in an audience.
 * `IN_CAR`: keeping what their car reports.
 */
export const purposes = ['ANALYTICS', 'PERSONALISATION', 'ADS', 'AUDIENCE_EXPORT', 'IN_CAR'] as const;
export type Purpose = (typeof purposes)[number];
