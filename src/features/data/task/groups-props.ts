import type { SettingsProps } from '../settings-props';
import type { Group } from './group-edits';

/** What the list of groups and the dialog behind it get. */
export interface GroupsProps extends SettingsProps {
  groups: Group[];
  pictures: readonly Uint8Array[];
}
