import { useCallback, useEffect, useState } from 'react';
import { lazyPart, ShowPart } from './part';

const Link = lazyPart('The link', async () => (await import('@/app/actions/dialogs')).LinkWired);

/** What the fragment of a shared link begins with; the code that reads one is loaded only for them. */
const isLink = (hash: string): boolean => hash.startsWith('#design=');

/** Looks for a shared link in the page's address, when it is opened and whenever the address changes. */
export function SharedLink() {
  const [hash, setHash] = useState(() => location.hash);
  useEffect(() => {
    const onChange = () => setHash(location.hash);
    window.addEventListener('hashchange', onChange);
    return () => window.removeEventListener('hashchange', onChange);
  }, []);
  const done = useCallback(() => {
    // Answered: a reload does not ask again.
    history.replaceState(history.state, '', location.pathname + location.search);
    setHash('');
  }, []);
  return isLink(hash) ? <ShowPart key={hash} part={Link} props={{ hash, onDone: done }} /> : null;
}
