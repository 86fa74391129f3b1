import { useState } from 'react';
import type { InsideView } from '@/stores/types';
import { Button } from '@/ui/button';
import { AnswerNumbers } from './answer-numbers';
import { logitsOf } from './logits-of';

interface AskedNumbersProps {
  classNames: readonly string[];
  /** What the network makes of the image. */
  onAsk(): Promise<InsideView>;
}

/** Every number of the answer about an image, asked for when a person wants to see them. */
export function AskedNumbers({ classNames, onAsk }: AskedNumbersProps) {
  const [told, setTold] = useState<{ logits: ArrayLike<number> | null; error: string } | null>(null);
  const ask = () =>
    onAsk().then(
      (view) => setTold({ logits: logitsOf(view, classNames), error: '' }),
      (error: Error) => setTold({ logits: null, error: error.message }),
    );
  return (
    <div>
      <Button aria-expanded={told !== null} onClick={() => (told ? setTold(null) : ask())}>
        {told ? 'Hide the numbers' : 'Show every number'}
      </Button>
      {told?.error && <p role="status">{told.error}</p>}
      {told?.logits && <AnswerNumbers logits={told.logits} classNames={classNames} />}
    </div>
  );
}
