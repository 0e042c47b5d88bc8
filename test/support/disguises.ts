/**
 * How a text may stand in a dump of a database: as it is, as bytes in hexadecimal, and in Base64 at each of the three
 * places it can begin within it. Compare without regard to case.
 */
export function disguisesOf(text: string): string[] {
  const written = [text, text.toLowerCase()];
  const bytes = written.map((one) => Buffer.from(one));
  const encoded = bytes.flatMap((one) =>
    [0, 1, 2].map((before) => {
      const whole = Buffer.concat([Buffer.alloc(before), one]).toString('base64url');
      // The first and last signs mix with what stands beside the text.
      return whole.slice(before === 0 ? 0 : before + 1, -2);
    }),
  );
  return [...new Set([...written, ...bytes.map((one) => one.toString('hex')), ...encoded])];
}
