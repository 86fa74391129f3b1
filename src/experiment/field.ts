/** One option (of a layer, an optimizer, a split), described so that a form and a check can both be made of it. */
export type Field<Name extends string = string> = {
  /** The key in the value. */
  name: Name;
  /** Keras's or scikit-learn's word, as forms show it. */
  label: string;
  /** One line for people who meet the word for the first time. */
  help: string;
  /** The option counts only where one of these others has this value: [name, value]. Absent: always. */
  onlyWith?: readonly (readonly [name: string, value: unknown])[];
} & (
  | {
      type: 'integer';
      min: number;
      max: number;
      /** What an empty field means. */
      optional?: string;
      /** Whether that is the same as the largest value. */
      emptyIsMost?: boolean;
    }
  | { type: 'number'; min: number; max: number; step: number; exclusiveMax?: boolean; exclusiveMin?: boolean }
  /** `titles` names the choices where their own names are not for people. */
  | { type: 'choice'; options: readonly string[]; titles?: Record<string, string> }
  | { type: 'boolean' }
  /** A list of 1 to `maxLengths` whole numbers. */
  | { type: 'shape'; min: number; max: number; maxLengths: number }
);

/** Whether an option has any effect beside the other options in `values` (the slope only with leaky ReLU). */
export const fieldApplies = ({ onlyWith }: Field, values: object): boolean =>
  !onlyWith || onlyWith.some(([name, value]) => values[name as keyof typeof values] === value);

/** What is wrong with the value of one option, in words; `null` where nothing is. Takes any value, since links and files are input too. */
export function fieldProblem(field: Field, value: unknown): string | null {
  if (field.type === 'boolean') return typeof value === 'boolean' ? null : `${field.label} must be on or off.`;
  if (field.type === 'choice') {
    return field.options.includes(String(value)) ? null : `${field.label} must be one of ${field.options.join(', ')}.`;
  }
  if (field.type === 'shape') return shapeProblem(field, value);
  if (field.type === 'integer' && value === null && field.optional !== undefined) return null;
  if (typeof value !== 'number' || !Number.isFinite(value)) return `${field.label} needs a number.`;
  if (field.type === 'integer' && !Number.isInteger(value)) return `${field.label} must be a whole number.`;
  return rangeProblem(field, value);
}

function rangeProblem(field: Extract<Field, { min: number }>, value: number): string | null {
  const below = value < field.min || (field.type === 'number' && field.exclusiveMin === true && value === field.min);
  const above = value > field.max || (field.type === 'number' && field.exclusiveMax === true && value === field.max);
  if (!below && !above) return null;
  const low = field.type === 'number' && field.exclusiveMin ? `above ${field.min}` : `at least ${field.min}`;
  const high = field.type === 'number' && field.exclusiveMax ? `below ${field.max}` : `at most ${field.max.toLocaleString('en')}`;
  return `${field.label} must be ${low} and ${high}.`;
}

function shapeProblem(field: Extract<Field, { type: 'shape' }>, value: unknown): string | null {
  if (!Array.isArray(value) || value.length < 1 || value.length > field.maxLengths) {
    return `${field.label} must be one to ${field.maxLengths} whole numbers.`;
  }
  // `Array.from` turns the holes of a sparse list, which `every` skips, into undefined.
  const whole = Array.from<unknown>(value).every((length) => Number.isInteger(length));
  if (!whole) return `${field.label} must be whole numbers.`;
  const inRange = value.every((length) => length >= field.min && length <= field.max);
  return inRange ? null : `Each number of ${field.label} must be at least ${field.min} and at most ${field.max.toLocaleString('en')}.`;
}
