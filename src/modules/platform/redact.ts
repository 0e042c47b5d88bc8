/** Keys whose values are personal or secret wherever they stand, in lower case. Widen it freely: a log loses little. */
const closedKeys = new Set(
  `address alias aliases anonymousid apikey args authorization body city contact cookie credentials data datakeys detail
  driver drivererror email familyname firstname givenname headers input ip key lastname message_body name parameters
  params password payload phone postcode properties query secret state street telephone token trackingtoken traits
  userid variables vin vins where writekey zip`.split(/\s+/),
);

const deepest = 6;

/**
 * The facts of a log line without what is personal or secret: values under known keys are replaced and errors reduced
 * to what an operator needs. A new kind of fact must be safe by its key; free text gets `scrub` besides.
 */
export function redact(facts: object): Record<string, unknown> {
  return Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, redactUnder(key, value, 1)]));
}

function redactUnder(key: string, value: unknown, depth: number): unknown {
  if (value === undefined || value === null) return value;
  return closedKeys.has(key.toLowerCase()) ? '[redacted]' : redactValue(value, depth);
}

function redactValue(value: unknown, depth: number): unknown {
  if (value instanceof Error) return loggableError(value, depth);
  if (typeof value !== 'object' || value === null || value instanceof Date) return value;
  if (depth >= deepest || Buffer.isBuffer(value)) return '[left out]';
  if (Array.isArray(value)) return value.slice(0, 50).map((item: unknown) => redactValue(item, depth + 1));
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, redactUnder(key, inner, depth + 1)]),
  );
}

/**
 * An error as far as it may be known: its kind, its words, where it arose and which rule of the database it broke.
 * Never the statement, its parameters or PostgreSQL's `detail`, which hold the data themselves.
 */
function loggableError(fault: Error, depth: number): Record<string, unknown> {
  const facts: Record<string, unknown> = { type: fault.constructor.name, message: safeMessage(fault) };
  for (const key of ['code', 'constraint', 'table', 'column', 'routine'])
    if (key in fault) facts[key] = Object.getOwnPropertyDescriptor(fault, key)?.value;
  // The first lines of a stack repeat the message.
  facts['stack'] = (fault.stack ?? '').split('\n').filter((line) => /^\s+at /.test(line)).join('\n'); // prettier-ignore
  if (fault.cause instanceof Error && depth < deepest) facts['cause'] = loggableError(fault.cause, depth + 1);
  return facts;
}

/** Some messages quote what they were given: JSON's the text, and PostgreSQL's "data exceptions" (class 22) the value. */
function safeMessage(fault: Error): string {
  if (fault.name === 'SyntaxError') return 'malformed text';
  const code = 'code' in fault && typeof fault.code === 'string' ? fault.code : '';
  return /^22[0-9A-Z]{3}$/.test(code) ? fault.message.replaceAll(/"[^"]*"/g, '"…"') : fault.message;
}

const patterns: [RegExp, string][] = [
  [/\b(ck_[a-z]+_[a-z0-9]{12})_[\w-]+/g, '$1_[redacted]'],
  [/\/\/[^\s/@:"]*:[^\s/@"]+@/g, '//[redacted]@'],
  [/[\w.%+-]+@[\w-]+(\.[\w-]+)+/g, '[e-mail]'],
  [/\+\d[\d ().-]{7,}\d/g, '[phone]'],
  [/\b(?=[A-Z0-9]*\d)(?=[A-Z0-9]*[A-Z])[A-HJ-NPR-Z0-9]{17}\b/g, '[vin]'],
];

/** The last gate: a finished line without e-mail addresses, phone numbers, VINs, keys and passwords in addresses. */
export function scrub(line: string): string {
  return patterns.reduce((text, [pattern, instead]) => text.replaceAll(pattern, instead), line);
}
