type Input = 'keyboard' | 'mouse' | 'touch';

let last: Input = 'mouse';
if (typeof document !== 'undefined') {
  document.addEventListener('keydown', () => (last = 'keyboard'), true);
  document.addEventListener('pointerdown', ({ pointerType }) => (last = pointerType === 'touch' ? 'touch' : 'mouse'), true);
}

/** What a person touched last: help opens by itself on focus only where the keyboard led there. */
export const lastInput = (): Input => last;

/** Opens a bubble under its anchor, or above where there is no room or a label's own control stands below, inside the window. */
export function showBeside(bubble: HTMLElement, anchor: HTMLElement): void {
  bubble.showPopover();
  const from = anchor.getBoundingClientRect();
  const size = bubble.getBoundingClientRect();
  const left = Math.max(8, Math.min(from.left, window.innerWidth - size.width - 8));
  const below = from.bottom + 6;
  bubble.style.left = `${left}px`;
  const above = from.top - size.height - 6;
  const upwards = below + size.height > window.innerHeight - 8 || (anchor instanceof HTMLLabelElement && above >= 8);
  bubble.style.top = `${upwards ? above : below}px`;
}
