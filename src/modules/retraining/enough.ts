/** How many leads a run has to learn from, beside what was there before. */
export interface LeadCount {
  /** Settled leads there are. */
  readonly leads: number;
  /** How many more than the last version had; fewer than none where people were erased. */
  readonly newLeads: number;
}

/** Counts what is new. `before` is how many settled leads there were when the last version was made; null where there is none. */
export function leadCount(leads: number, before: number | null): LeadCount {
  return { leads, newLeads: leads - (before ?? 0) };
}

/** Why nothing is taught, in words; null where there is enough that is new. Whoever asks by hand needs one lead, a schedule as many as are set. */
export function nothingNew({ leads, newLeads }: LeadCount, least: number): string | null {
  if (leads === 0) return 'No lead is settled yet: none was sold, lost or is 90 days old.';
  if (newLeads >= least) return null;
  return `${counted(Math.max(0, newLeads))} settled since the last version; ${least} ${least === 1 ? 'is' : 'are'} needed.`;
}

/** What a schedule would do at its next moment, in words. */
export function nextSentence(next: { readonly at: Date; readonly least: number } | null, count: LeadCount): string {
  if (next === null) return 'Nothing by itself: it is off. retrainModel teaches it now.';
  const why = nothingNew(count, next.least);
  const when = `On ${next.at.toISOString().slice(0, 16).replace('T', ' at ')} UTC`;
  if (why === null) return `${when} it is taught with what ${count.leads} settled leads came to.`;
  return `${when} it is looked at again; as it stands nothing would be taught: ${why}`;
} // prettier-ignore

function counted(leads: number): string {
  return leads === 1 ? '1 lead was' : `${leads} leads were`;
}
