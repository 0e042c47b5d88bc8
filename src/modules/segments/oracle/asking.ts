/** A statement in the making: the values it has been given so far, and the instant and the zone it asks about. */
export class Asking {
  private readonly places = new Map<string, string>();

  constructor(
    readonly values: unknown[],
    /** Milliseconds since the epoch. */
    readonly now: number,
    private readonly zoneName: string,
  ) {}

  get zone(): string {
    return this.text(this.zoneName);
  }

  text(value: string): string {
    return this.given(storable(value), 'text');
  }

  texts(values: readonly string[]): string {
    return this.given(values.map(storable), 'text[]');
  }

  /** Texts as they compare when case is ignored; see `folded`. */
  foldedTexts(values: readonly string[]): string {
    return this.texts(values.map(foldedWish));
  }

  number(value: number): string {
    return this.given(value, 'numeric');
  }

  /** Any of these scalars, as a list of JSON values, texts as they compare. */
  jsons(values: readonly (string | number | boolean)[]): string {
    const written = values.map((value) =>
      JSON.stringify(typeof value === 'string' ? storable(value.normalize('NFC')) : value),
    );
    return this.given(written, 'jsonb[]');
  }

  uuid(value: string): string {
    return this.given(value, 'uuid');
  }

  /** The same value is given only once. */
  private given(value: unknown, type: string): string {
    const key = `${type} ${JSON.stringify(value)}`;
    const known = this.places.get(key);
    if (known !== undefined) return known;
    const place = `$${this.values.push(value)}::${type}`;
    this.places.set(key, place);
    return place;
  }
}

/** A number that we reckoned, such as an instant; never one out of a rule. */
export function reckoned(value: number): string {
  return `(${value})::float8`;
}

/** All of these conditions; of none, true. */
export function allOf(conditions: readonly string[]): string {
  return conditions.length === 0 ? 'true' : `(${conditions.join(' and ')})`;
}

/** A text as texts compare: accents are one sign with their letter. */
export function composed(text: string): string {
  return `normalize((${text}), NFC)`;
}

/** The same when case is ignored: what JavaScript's toLowerCase makes of it. */
export function folded(text: string): string {
  return `lower(${composed(text)} collate pg_unicode_fast)`;
}

/** What a rule wants, in the same form. */
export function foldedWish(wish: string): string {
  return wish.normalize('NFC').toLowerCase();
}

/** PostgreSQL stores neither NUL nor half a character, so no stored text has what takes their place here. */
function storable(text: string): string {
  return text.replace(/[\0\p{Surrogate}]/gu, '\uffff');
}
