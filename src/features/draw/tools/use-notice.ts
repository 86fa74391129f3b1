import { useEffect, useState } from 'react';

/** Long enough to read one line. */
const NOTICE_MS = 5000;

/** Something said for a moment; empty for nothing. */
export function useNotice(): [string, (notice: string) => void] {
  const [notice, setNotice] = useState('');
  useEffect(() => {
    if (notice === '') return;
    const timer = setTimeout(() => setNotice(''), NOTICE_MS);
    return () => clearTimeout(timer);
  }, [notice]);
  return [notice, setNotice];
}
