import { useEffect, useRef, useState } from 'react';
import type { Session } from '../surface/session';

/** Long enough to read one line. */
const NOTICE_MS = 5000;

/** Puts a sample of a class on the surface. Only the last one asked for arrives; `notice` says when none could be had. */
export function useSampleStart(session: Session, labels: readonly string[], samples: (label: number) => Promise<Uint8Array | null>) {
  const [notice, setNotice] = useState('');
  const asked = useRef(0);

  useEffect(() => {
    if (notice === '') return;
    const timer = setTimeout(() => setNotice(''), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);

  async function startFrom(label: number) {
    asked.current += 1;
    const mine = asked.current;
    const pixels = await samples(label).catch(() => null);
    if (mine !== asked.current) return;
    setNotice(pixels ? '' : `There is no sample of ${labels[label] ?? 'this class'} to start from yet.`);
    if (pixels) session.add({ kind: 'image', pixels, mirror: false });
  }
  return { startFrom, notice };
}
