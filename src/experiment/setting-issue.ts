import { type Field, fieldProblem } from './field';

/** Something wrong with a setting. An error keeps a run from starting, a warning does not. `field` says where; setting-issues.ts lists the places. */
export interface SettingIssue {
  field: string;
  message: string;
  severity: 'error' | 'warning';
  /** A number that would mend it, for the setting at `field`, and what the button for it says. */
  mend?: { label: string; value: number };
}

export const settingError = (field: string, message: string): SettingIssue => ({ field, message, severity: 'error' });

export const settingWarning = (field: string, message: string): SettingIssue => ({ field, message, severity: 'warning' });

export const isError = ({ severity }: SettingIssue): boolean => severity === 'error';

/** What is wrong with the options in `values` taken one by one, each at its option's name. */
export const optionIssues = (fields: readonly Field[], values: object): SettingIssue[] =>
  fields.flatMap((field) => {
    const problem = fieldProblem(field, values[field.name as keyof typeof values]);
    return problem ? [settingError(field.name, problem)] : [];
  });

/** The same issues one level deeper: what was at `limit` is at `<place>.limit`. */
export const at = (place: string, issues: readonly SettingIssue[]): SettingIssue[] =>
  issues.map((issue) => ({ ...issue, field: `${place}.${issue.field}` }));
