/** Names under which a rate is a credit's. Said of a lease they mislead, and in the US are forbidden. */
export const aprWords =
  /(?<!\p{L})A\.?P\.?R\.?C?(?!\p{L})|annual(?:ised|ized)?\s+percentage\s+rate|effektiv(?:e[mnrs]?)?\s+jahreszins/iu;

/** Words by which a text speaks of a lease, in English and Chinese. */
export const leaseWords = /(?<!\p{L})(?:leas(?:e|es|ed|ing)|personal contract hire|PCH)(?!\p{L})|租赁/iu;
