/** Explanations that several parts of the panel share. */
export const PARAMETERS = 'The numbers that training adjusts: weights and biases. The bar under a figure is its share of them all.';
export const MULTIPLY_ADDS = 'How often a weight is multiplied by a value and added up for one image: the work of one prediction.';
export const TRAINABLE = 'Training adjusts these; the others, such as a batch normalization’s remembered means, only follow the data.';
export const RECEPTIVE_FIELD =
  'The part of the image that one output of the layer depends on: the more layers before it, the more it sees.';
