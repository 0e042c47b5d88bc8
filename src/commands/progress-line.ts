/** How often a line is drawn over on a terminal, and how often one is added where there is none. */
const redrawMs = 100;
const plainMs = 5_000;

/**
 * Shows how far a long command is: one line drawn over again on a terminal, a plain line now and then in a log.
 */
export class ProgressLine {
  private readonly isTerminal = process.stdout.isTTY;
  private readonly began = Date.now();
  private shown = this.began;
  private width = 0;

  /** `share` is 0 to 1, `rows` what was done so far, `more` goes behind it. */
  show(share: number, rows: number, more: string): void {
    const now = Date.now();
    if (now - this.shown < (this.isTerminal ? redrawMs : plainMs)) return;
    this.shown = now;
    const percent = `${Math.round(share * 100)} %`.padStart(5);
    this.write(`${percent}  ${rows.toLocaleString('en')} rows, ${this.speed(rows)} rows/s  ${more}`);
  }

  /** Ends the line; rows per second since the beginning. */
  done(rows: number): string {
    if (this.isTerminal && this.width > 0) process.stdout.write(`\r${' '.repeat(this.width)}\r`);
    return this.speed(rows);
  }

  private speed(rows: number): string {
    return Math.round((rows * 1_000) / Math.max(1, Date.now() - this.began)).toLocaleString('en');
  }

  private write(text: string): void {
    process.stdout.write(this.isTerminal ? `\r${text.padEnd(this.width)}` : `${text}\n`);
    this.width = text.length;
  }
}
