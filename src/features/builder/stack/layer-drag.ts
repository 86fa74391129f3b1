import type { HTMLAttributes } from 'react';

/** What makes a card one that can be dragged, and where it is while it is; the code behind it comes after the first paint. */
export interface LayerDrag {
  /** Of the grip, for screen readers. */
  attributes: HTMLAttributes<HTMLElement>;
  /** Handlers of mouse, touch and keyboard. */
  listeners: Record<string, unknown>;
  /** Pixels that the card is off its place. */
  offset: number;
  transition: string | undefined;
  dragging: boolean;
}
