import { useEffect, useRef, useState } from 'react';
import { Button } from './button';
import styles from './copy-text.module.css';

type Outcome = 'none' | 'copied' | 'denied';

const WORDS: Record<Outcome, string> = {
  none: '',
  copied: 'Copied.',
  denied: 'This browser does not let the page copy. The text is selected below: press Ctrl+C, or Cmd+C on a Mac.',
};

interface CopyTextProps {
  text: string;
  /** On the button. */
  label: string;
  /** What the text is, where it is shown to be copied by hand. */
  name: string;
}

/** Copies a text, and says so. Where the clipboard is denied (policies, plain HTTP) the text is shown, selected, for people to copy it. */
export function CopyText({ text, label, name }: CopyTextProps) {
  const [outcome, setOutcome] = useState<Outcome>('none');
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (outcome === 'denied') area.current?.select();
  }, [outcome]);
  const copy = async () => {
    const copied = await written(text);
    if (!copied) area.current?.select();
    setOutcome(copied ? 'copied' : 'denied');
  };
  return (
    <div className={styles.copy}>
      <Button className={styles.button} onClick={copy}>
        <Sign done={outcome === 'copied'} />
        {label}
      </Button>
      {/* That it was copied is seen by the sign, which takes the same room before and after. */}
      <p role="status" className={outcome === 'denied' ? styles.said : 'visually-hidden'}>
        {WORDS[outcome]}
      </p>
      {outcome === 'denied' && (
        <textarea ref={area} className={styles.text} aria-label={name} readOnly rows={text.split('\n').length} value={text} />
      )}
    </div>
  );
}

/** Two sheets, and a tick in their place once the text is copied. */
function Sign({ done }: { done: boolean }) {
  return (
    <svg width="14" height="14" viewBox="0 0 14 14" fill="none" aria-hidden="true" focusable="false">
      <path
        d={done ? 'M2 7.5 5.5 11 12 3.5' : 'M4.5 4.5v-3h8v8h-3M1.5 4.5h8v8h-8z'}
        stroke="currentColor"
        strokeWidth={done ? 2 : 1.3}
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  );
}

/** Whether the text is on the clipboard now. The browser may have no clipboard for this page, or deny it. */
async function written(text: string): Promise<boolean> {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    return false;
  }
}
