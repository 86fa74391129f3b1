import { useRef } from 'react';
import type { Session } from '../surface/session';

interface SampleStart {
  session: Session;
  labels: readonly string[];
  samples(label: number): Promise<Uint8Array | null>;
  /** Told when no sample could be had; an empty text when one could. */
  onNotice(notice: string): void;
}

/** Puts a sample of a class on the surface. Only the last one asked for arrives. */
export function useSampleStart({ session, labels, samples, onNotice }: SampleStart): (label: number) => Promise<void> {
  const asked = useRef(0);
  return async (label) => {
    asked.current += 1;
    const mine = asked.current;
    const pixels = await samples(label).catch(() => null);
    if (mine !== asked.current) return;
    onNotice(pixels ? '' : `There is no sample of ${labels[label] ?? 'this class'} to start from yet.`);
    if (pixels) session.add({ kind: 'image', pixels, mirror: false });
  };
}
