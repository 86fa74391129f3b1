import type { Group } from '@/experiment/data/tasks/groups';
import type { SettingsProps } from '../settings-props';

/** What the list of groups and the dialog behind it get. */
export interface GroupsProps extends SettingsProps {
  groups: Group[];
  pictures: readonly Uint8Array[];
}
