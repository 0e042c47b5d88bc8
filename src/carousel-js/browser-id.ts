const place = 'carousel.anonymousId';

/** An id of chance; works on pages without TLS too, where `crypto.randomUUID` is not there. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

/** Whether this browser asks for Global Privacy Control. */
export function asksForPrivacy(): boolean {
  return 'globalPrivacyControl' in navigator && navigator.globalPrivacyControl === true;
}

/** The id of this browser: kept where it may be and can be, else good for this page only. */
export class BrowserId {
  private id = newId();

  /** Reads the one kept from before, or keeps this one. Storage may be refused by the browser. */
  keep(): void {
    try {
      const known = localStorage.getItem(place);
      if (known) this.id = known;
      else localStorage.setItem(place, this.id);
    } catch {
      // Good for this page, then.
    }
  }

  /** Forgets it, and goes by another one. */
  forget(): void {
    this.id = newId();
    try {
      localStorage.removeItem(place);
    } catch {
      // Nothing is kept there.
    }
  }

  get(): string {
    return this.id;
  }
}
