/** Whether a text has the form of an e-mail address. Only a message sent to it would prove more. */
export function isEmail(text: string): boolean {
  return text.length <= 254 && /^[^\s@<>",;]+@[^\s@<>",;]+\.[^\s@<>",;]{2,}$/.test(text);
}

/** Whether a text has the form of a telephone number: 6 to 15 digits (E.164), however they are set apart. */
export function isPhone(text: string): boolean {
  const digits = text.replaceAll(/\D/g, '');
  return /^\+?[\d\s().\-/]+$/.test(text) && digits.length >= 6 && digits.length <= 15;
}
