import { type Field, fieldProblem } from './field';

/** Something wrong with a setting. An error keeps a run from starting, a warning does not. `field` says where; settings.ts lists the places. */
export interface SettingIssue {
  field: string;
  message: string;
  severity: 'error' | 'warning';
}

/** One of several ways to do something, described for forms and checks. */
export interface Choice<T> {
  title: string;
  /** One line for people who meet it for the first time. */
  help: string;
  /** What it is when it is chosen. */
  defaults: T;
  fields: readonly Field[];
}

export const settingError = (field: string, message: string): SettingIssue => ({ field, message, severity: 'error' });

export const settingWarning = (field: string, message: string): SettingIssue => ({ field, message, severity: 'warning' });

/** What is wrong with the options in `values` taken one by one; `prefix` (with its dot) goes before each field's name. */
export function optionIssues(fields: readonly Field[], values: object, prefix = ''): SettingIssue[] {
  return fields.flatMap((field) => {
    const problem = fieldProblem(field, values[field.name as keyof typeof values]);
    return problem ? [settingError(`${prefix}${field.name}`, problem)] : [];
  });
}

/** "1 image", "54,000 images". */
export const imagesInWords = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'image' : 'images'}`;

/** "1 epoch", "5 epochs". */
export const epochsInWords = (count: number): string => `${count.toLocaleString('en')} ${count === 1 ? 'epoch' : 'epochs'}`;
