import { useEffect, useState } from 'react';

/** The value once it has stood for so long, the very same object; `null` before, and at once when another one has come. */
export function useLasting<T extends object>(value: T | null, milliseconds: number): T | null {
  const [lasting, setLasting] = useState<T | null>(null);
  useEffect(() => {
    if (!value) return;
    const timer = setTimeout(() => setLasting(value), milliseconds);
    return () => clearTimeout(timer);
  }, [value, milliseconds]);
  return lasting === value ? value : null;
}
