import { KINDS, LAYER_KINDS, type LayerKind } from './kinds';
import { GROUP_TITLES, type KindGroupId } from './parts/kind-group';

/** What the palette lists together. */
export interface KindGroup {
  id: KindGroupId;
  title: string;
  kinds: LayerKind[];
}

/** The palette: every kind once, in the group that it names. */
export const KIND_GROUPS: KindGroup[] = (Object.keys(GROUP_TITLES) as KindGroupId[]).map((id) => ({
  id,
  title: GROUP_TITLES[id],
  kinds: LAYER_KINDS.filter((kind) => KINDS[kind].group === id),
}));
