/** Titles of the palette's groups, in its order. */
export const GROUP_TITLES = {
  convolution: 'Convolution',
  pooling: 'Pooling',
  shape: 'Dense and shape',
  regularization: 'Regularization',
  recurrent: 'Recurrent',
} as const;

export type KindGroupId = keyof typeof GROUP_TITLES;
