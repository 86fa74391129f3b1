/** Activations and masks. */

/** y = f(x), element by element; `kind` is one of those in elementwise/activations.ts. x and y may be the same. */
@unmanaged
export class Activate {
  kind: i32;
  x: usize;
  y: usize;
  count: i32;
}

/** gradient *= f'(x); `saved` is y, or x for the kinds whose slope cannot be told from y. */
@unmanaged
export class ActivateBackward {
  kind: i32;
  saved: usize;
  gradient: usize;
  count: i32;
}

/** y = softmax of every row. x and y may be the same. */
@unmanaged
export class Softmax {
  x: usize;
  y: usize;
  rows: i32;
  columns: i32;
}

@unmanaged
export class SoftmaxBackward {
  y: usize;
  gradient: usize;
  rows: i32;
  columns: i32;
}

/** RectifyAll: y = max(gradient, slope * gradient), where "gradient" is its input. Gate: gradient *= slope where y is not above 0. */
@unmanaged
export class Gate {
  y: usize;
  gradient: usize;
  count: i32;
  slope: f32;
}

/**
 * y = x * kept where the element's hash is not below the threshold, 0 elsewhere. x and y may be the same; the gradient is masked by the same
 * instruction.
 */
@unmanaged
export class Dropout {
  x: usize;
  y: usize;
  count: i32;
  /** Address of the key of this layer and step. */
  key: usize;
  /** Position of x's first number in the whole batch, of which x may be a share. */
  first: i32;
  threshold: u32;
  kept: f32;
}
