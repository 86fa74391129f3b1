import { useMemo } from 'react';
import type { OwnEntry } from '@/experiment/data/own';
import { CopyText } from '@/ui/copy-text';
import { Dialog } from '@/ui/dialogs/dialog';
import { qrModules } from './qr-modules';
import styles from './share.module.css';

interface ShareDialogProps {
  open: boolean;
  onClose(): void;
  /** The whole address that opens the design; `null` while the design has a value that no link may hold. */
  link: string | null;
  /** That value, in a sentence. */
  problem: string | null;
  /** Drawings of the person's own that the design learns from, which the link holds as well. */
  drawings: number;
  /** The person's own data that the settings are for; `null` for data that everybody has. */
  own: OwnEntry | null;
}

/** The link to the design, to copy, and as a QR code to project. */
export function ShareDialog({ open, onClose, link, problem, drawings, own }: ShareDialogProps) {
  return (
    <Dialog title="Share these settings" open={open} onClose={onClose}>
      <div className={styles.columns}>
        <div className={styles.share}>
          <p>
            The link holds the data settings, the network and the training settings{drawings > 0 && `, ${drawingsWords(drawings)}`}, and
            nothing else: no {drawings > 0 && 'other '}images, no weights, no results. Whoever opens it sees what it would change before
            anything happens.
          </p>
          {own && (
            <p>
              Your data “{own.name}” are not in it. Whoever opens it needs the same files ({own.files.join(', ') || 'as you opened'}), which
              are recognized by their content.
            </p>
          )}
          {problem && <p className={styles.problem}>There is no link yet: {problem} Change that first.</p>}
          {link && <CopyText label="Copy link" name="Link" text={link} />}
          {link && <p className={styles.hint}>To share with a whole class, project the QR code: phones open it with their camera.</p>}
        </div>
        {link && <QrCode text={link} />}
      </div>
    </Dialog>
  );
}

const drawingsWords = (count: number): string => (count === 1 ? 'your drawing to learn from' : `your ${count} drawings to learn from`);

/** A QR code, black on white in every color scheme: scanners expect it. */
function QrCode({ text }: { text: string }) {
  const modules = useMemo(() => qrModules(text), [text]);
  if (!modules)
    return <p className={styles.hint}>There is no QR code: this network has so many layers that its link does not fit in one.</p>;
  const dark = modules.map((row, y) => row.map((on, x) => (on ? `M${x} ${y}h1v1h-1z` : '')).join('')).join('');
  return (
    <svg
      className={styles.code}
      viewBox={`0 0 ${modules.length} ${modules.length}`}
      role="img"
      aria-label="QR code of the link"
      shapeRendering="crispEdges"
    >
      <rect width="100%" height="100%" fill="#fff" />
      <path d={dark} fill="#000" />
    </svg>
  );
}
