/** Micros of one major unit: money of delivery is counted in millionths, as a single impression costs less than a cent. */
export const microsPerUnit = 1_000_000;

/** Most that one amount may be: a thousand million major units, so that sums of many stay safe integers. */
export const mostMicros = 1_000_000_000 * microsPerUnit;

/** `12.5` as 12500000 micros; null where the text is no amount, is below zero, too large or finer than a micro. */
export function toMicros(text: string): number | null {
  const [, whole, rest = ''] = /^(\d{1,10})(?:\.(\d{1,6}))?$/.exec(text) ?? [];
  if (whole === undefined) return null;
  const micros = Number(whole) * microsPerUnit + Number(rest.padEnd(6, '0'));
  return micros > mostMicros ? null : micros;
}

/** `12.50` of 12500000 micros where the currency has two decimals; finer ones are shown as long as they say something. */
export function fromMicros(micros: number, digits: number): string {
  const whole = Math.floor(micros / microsPerUnit);
  const rest = String(micros % microsPerUnit).padStart(6, '0');
  const shown = rest.slice(0, digits) + rest.slice(digits).replace(/0+$/, '');
  return shown === '' ? String(whole) : `${whole}.${shown}`;
}
