import { useEffect } from 'react';
import { APP_NAME, titleOf } from './run-title';
import { useLab } from './use-store';

/** The title of the page says what is going on, for whoever looks at another tab meanwhile. */
export function useTitle(): void {
  const title = useLab(({ run, restarting }) => (restarting ? `Restarting … – ${APP_NAME}` : titleOf(run)));
  useEffect(() => {
    document.title = title;
  }, [title]);
}
