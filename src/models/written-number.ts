/** A number with thousands marks and a decimal point or comma; the last mark is the decimal one unless three digits follow. */
export function readDecimal(text: string): number | null {
  const bare = text.replaceAll(/[\s'\u00a0\u202f]/g, '');
  if (!/^\d[\d.,]*$/.test(bare)) return null;
  const last = Math.max(bare.lastIndexOf('.'), bare.lastIndexOf(','));
  const tail = bare.length - last - 1;
  const marks = bare.replaceAll(/\d/g, '');
  const mixed = marks.includes('.') && marks.includes(',');
  const grouped = last >= 0 && !mixed && tail === 3 && (marks.length > 1 || bare[last] === ',' || bare.length <= 7); // prettier-ignore
  if (last < 0 || grouped || (!mixed && marks.length > 1)) return Number(bare.replaceAll(/[.,]/g, ''));
  return Number(`${bare.slice(0, last).replaceAll(/[.,]/g, '')}.${bare.slice(last + 1)}`);
}

/** 28995 out of "$28,995.00", "28.995 €" or "GBP 28 995"; undefined where a text says no number, or one below zero. */
export function readAmount(text: string): number | undefined {
  const [, digits] = /^[^\d.,-]{0,4}([\d.,\s'\u00a0\u202f]+)[^\d-]{0,4}$/.exec(text.trim()) ?? [];
  const amount = digits === undefined ? null : readDecimal(digits.trim());
  return amount !== null && Number.isFinite(amount) ? amount : undefined;
}
