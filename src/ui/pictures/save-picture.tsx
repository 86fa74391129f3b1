import { useRef, useState } from 'react';
import { Button } from '@/ui/button';
import { pngOf, type SvgPicture, saveBlob, svgOf } from '@/ui/files/picture-files';
import { Menu } from '@/ui/menu';
import styles from './save-picture.module.css';

interface SavePictureProps {
  /** Draws the picture when it is wanted. */
  make(): Promise<SvgPicture>;
  className?: string | undefined;
}

const FAILED = 'This browser could not make the picture.';
const DENIED = 'This browser does not let the page copy pictures. Save it instead.';

/** A picture of what is shown beside it: to save as SVG or PNG, or to copy. */
export function SavePicture({ make, className }: SavePictureProps) {
  const [said, setSaid] = useState('');
  const current = useRef(0);
  const say = (words: string, attempt: number) => attempt === current.current && setSaid(words);
  const attempt = (work: () => Promise<void>, done: string, failed: string) => {
    const mine = ++current.current;
    setSaid('');
    work().then(
      () => say(done, mine),
      () => say(failed, mine),
    );
  };
  const save = (kind: 'svg' | 'png') =>
    attempt(
      async () => {
        const picture = await make();
        saveBlob(kind === 'svg' ? svgOf(picture) : await pngOf(picture), picture.name, `.${kind}`);
      },
      '',
      FAILED,
    );
  // Safari accepts a picture that is still being made, and nothing that was made before it asks.
  const copy = () => attempt(() => navigator.clipboard.write([new ClipboardItem({ 'image/png': make().then(pngOf) })]), 'Copied.', DENIED);
  return (
    <>
      <Menu label="Save picture" icon={<Sign />} className={[styles.open, className].filter(Boolean).join(' ')}>
        <Button look="quiet" onClick={() => save('png')}>
          PNG, for slides
        </Button>
        <Button look="quiet" onClick={() => save('svg')}>
          SVG, for print
        </Button>
        <Button look="quiet" onClick={copy}>
          Copy picture
        </Button>
      </Menu>
      <p role="status" className={said === '' || said === 'Copied.' ? 'visually-hidden' : styles.said}>
        {said}
      </p>
    </>
  );
}

/** An arrow down to a line. */
const Sign = () => (
  <svg width="14" height="14" viewBox="0 0 14 14" fill="none" aria-hidden="true" focusable="false">
    <path
      d="M7 1.5v7.5M3.8 6 7 9.2 10.2 6M1.5 12.5h11"
      stroke="currentColor"
      strokeWidth="1.4"
      strokeLinecap="round"
      strokeLinejoin="round"
    />
  </svg>
);
