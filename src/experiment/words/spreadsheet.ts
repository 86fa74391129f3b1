/** Beginnings of a text that a spreadsheet would take for a formula, full-width forms included, or that hide one. */
const FORMULA = /^[=+\-@\uff1d\uff0b\uff0d\uff20\t\r\n]/;

/** A text as it stands in a CSV file: one that a spreadsheet would run as a formula gets an apostrophe before it (OWASP's advice on CSV injection). */
export const spreadsheetText = (text: string): string => (FORMULA.test(text) ? `'${text}` : text);
