/** With a capital at the beginning, as a sentence or a label has it. */
export const capitalized = (words: string): string => words.charAt(0).toUpperCase() + words.slice(1);
