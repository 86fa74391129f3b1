import { type ComponentType, startTransition, useEffect, useState } from 'react';
import { isActive } from '@/run/reduce';
import { lab } from '@/stores/lab/lab';
import { readLocal, removeLocal, writeLocal } from '@/stores/local';
import { Button } from '@/ui/button';
import { Notice } from '@/ui/notice';

/** Names for the rest of the visit the part for whose missing code the page was reloaded, until that is there: it is not reloaded twice. */
const RELOADED = 'reloaded';

/** A part of the page whose code may not be there yet. */
export interface Part<P> {
  /** What people call it. */
  name: string;
  /** `null` until the code is there. */
  Component: ComponentType<P> | null;
  load(): Promise<void>;
}

/** A part whose code is loaded when it is first shown, or ahead of that by `load`. */
export function lazyPart<P>(name: string, fetchCode: () => Promise<ComponentType<P>>): Part<P> {
  const part: Part<P> = {
    name,
    Component: null,
    async load() {
      part.Component ??= await fetchCode();
      // Others that load meanwhile say nothing of the one that was missing.
      if (readLocal(RELOADED, 'visit') === name) removeLocal(RELOADED, 'visit');
    },
  };
  return part;
}

/** A part whose code is in the first download. */
export const readyPart = <P,>(name: string, Component: ComponentType<P>): Part<P> => ({ name, Component, load: async () => {} });

/** Loads a part's code ahead of its first show. Where that fails nobody is told before the part is shown. */
export function preload(part: Pick<Part<never>, 'load'>): void {
  part.load().catch(() => {});
}

/** Shows a part, and loads its code first where it has to. While that is on its way the place stays empty. */
export function ShowPart<P extends object>({ part, props }: { part: Part<P>; props: P }) {
  const [state, setState] = useState<'loading' | 'ready' | 'missing'>(part.Component ? 'ready' : 'loading');
  useEffect(() => {
    if (state !== 'loading') return;
    let current = true;
    part.load().then(
      // In slices: what comes late is large, and the page answers meanwhile.
      () => current && startTransition(() => setState('ready')),
      (error: unknown) => {
        console.error(`The code of "${part.name}" could not be loaded.`, error);
        if (current && !reloadOnce(part.name)) setState('missing');
      },
    );
    return () => {
      current = false;
    };
  }, [part, state]);
  if (state === 'missing') return <Missing name={part.name} onAgain={() => setState('loading')} />;
  const { Component } = part;
  return Component && <Component {...props} />;
}

/**
 * A new version on the host takes the old one's files away. One reload brings the new page; the design has saved itself. A run is never
 * interrupted, and without a connection the reload would only lose the page.
 */
function reloadOnce(name: string): boolean {
  if (isActive(lab.store.getState().run) || !navigator.onLine || readLocal(RELOADED, 'visit') !== null) return false;
  writeLocal(RELOADED, name, 'visit');
  // Where nothing can be noted, it could reload for ever.
  if (readLocal(RELOADED, 'visit') === null) return false;
  location.reload();
  return true;
}

function Missing({ name, onAgain }: { name: string; onAgain(): void }) {
  return (
    <Notice
      kind="error"
      title={`${name} could not be loaded.`}
      actions={
        <>
          <Button onClick={onAgain}>Try again</Button>
          <Button onClick={() => location.reload()}>Reload the page</Button>
        </>
      }
    >
      The connection is down, or a new version of Atelier was published. Your settings and finished epochs are saved. Reloading interrupts a
      run that is still training.
    </Notice>
  );
}
