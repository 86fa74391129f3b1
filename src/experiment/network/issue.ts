import type { LayerKind } from './kinds';
import type { OptionValue } from './types';

/** A wrong place in a stack, in plain words, with a mend where one exists. */
export interface Issue {
  /** Id of the layer at fault (or OUTPUT_ID). */
  layer: string;
  message: string;
  /** The option at fault, when one option is. */
  field?: string;
  mend?: Mend;
  /** An error disables Train; a warning does not. */
  severity: 'error' | 'warning';
}

/** A one-click repair of a stack. `set` concerns the layer at fault, or another one where `target` names it. */
export type Mend = { label: string } & (
  | { action: 'insertBefore'; kind: LayerKind; options?: Record<string, OptionValue> }
  | { action: 'remove' }
  | { action: 'moveBefore'; target: string }
  | { action: 'set'; field: string; value: OptionValue; target?: string }
);
