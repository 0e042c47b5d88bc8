/** How often a line is drawn over on a terminal, and how often one is added where there is none. */
const redrawMs = 100;
const plainMs = 5_000;

/** Where it is shown: standard output, a terminal or not. */
export interface Screen {
  readonly isTTY: boolean;
  write(text: string): unknown;
}

/**
 * Shows how far a long command is: one line drawn over again on a terminal, a plain line now and then in a log.
 */
export class ProgressLine {
  private readonly began: number;
  private shown: number;
  private width = 0;

  /** @param now milliseconds since the epoch */
  constructor(
    private readonly screen: Screen = process.stdout,
    private readonly now: () => number = Date.now,
  ) {
    this.began = this.shown = now();
  }

  /** `share` is 0 to 1, `rows` what was done so far, `more` goes behind it. */
  show(share: number, rows: number, more: string): void {
    const now = this.now();
    if (now - this.shown < (this.screen.isTTY ? redrawMs : plainMs)) return;
    this.shown = now;
    const percent = `${Math.round(share * 100)} %`.padStart(5);
    this.write(`${percent}  ${rows.toLocaleString('en')} rows, ${this.speed(rows)} rows/s  ${more}`);
  }

  /** Ends the line; rows per second since the beginning. */
  done(rows: number): string {
    if (this.screen.isTTY && this.width > 0) this.screen.write(`\r${' '.repeat(this.width)}\r`);
    return this.speed(rows);
  }

  private speed(rows: number): string {
    return Math.round((rows * 1_000) / Math.max(1, this.now() - this.began)).toLocaleString('en');
  }

  private write(text: string): void {
    this.screen.write(this.screen.isTTY ? `\r${text.padEnd(this.width)}` : `${text}\n`);
    this.width = text.length;
  }
}
