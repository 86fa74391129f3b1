import type { LayerKind } from '@/experiment/network/types';

/** What the palette puts together, in its order. */
const GROUPS = {
  convolution: 'Convolution',
  pooling: 'Pooling',
  shape: 'Dense and shape',
  regularisation: 'Regularisation',
  recurrent: 'Recurrent',
} as const;

type GroupId = keyof typeof GROUPS;

/** Where each kind stands in the palette; a kind left out is a compile error. */
const GROUP_OF: Record<LayerKind, GroupId> = {
  conv2d: 'convolution',
  separableConv2d: 'convolution',
  depthwiseConv2d: 'convolution',
  maxPooling2d: 'pooling',
  averagePooling2d: 'pooling',
  globalAveragePooling2d: 'pooling',
  dense: 'shape',
  flatten: 'shape',
  reshape: 'shape',
  activation: 'shape',
  dropout: 'regularisation',
  batchNormalization: 'regularisation',
  simpleRnn: 'recurrent',
  lstm: 'recurrent',
  gru: 'recurrent',
};

export interface KindGroup {
  id: GroupId;
  title: string;
  kinds: LayerKind[];
}

/** The palette: every kind once, group by group, in the order of the table above. */
export const KIND_GROUPS: KindGroup[] = (Object.keys(GROUPS) as GroupId[]).map((id) => {
  const kinds = (Object.keys(GROUP_OF) as LayerKind[]).filter((kind) => GROUP_OF[kind] === id);
  return { id, title: GROUPS[id], kinds };
});
