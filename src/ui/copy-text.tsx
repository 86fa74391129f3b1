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
      <Button onClick={copy}>{label}</Button>
      <p role="status" className={styles.said}>
        {WORDS[outcome]}
      </p>
      {outcome === 'denied' && (
        <textarea ref={area} className={styles.text} aria-label={name} readOnly rows={text.split('\n').length} value={text} />
      )}
    </div>
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
