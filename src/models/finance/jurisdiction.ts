/** Whose law a quote is made under. */
export const jurisdictions = ['US', 'EU', 'UK', 'CN'] as const;
/** `EU` stands for each of its states: what differs among them (VAT) is said by the tenant's table. */
export type Jurisdiction = (typeof jurisdictions)[number];
