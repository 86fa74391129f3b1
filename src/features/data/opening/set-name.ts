import { useState } from 'react';
import type { Opening } from '@/stores/opening';

/** The name of a data set that is being opened. */
interface SetName {
  name: string;
  setName(name: string): void;
  /** The name that it is stored under. As another data set than the one that is lacking it has that name from now on. */
  settleName(asOther: boolean): string;
}

/**
 * Until a person types a name, opened files are called like the data set that is lacking where they can be it and nothing says that they are not, else after
 * themselves.
 *
 * @param own the name that follows from the files
 * @param canBe whether the choices are known that make these files the data set that is lacking
 */
export function useSetName(own: string, { wanted, difference }: Pick<Opening, 'wanted' | 'difference'>, canBe: boolean): SetName {
  const [typed, setTyped] = useState<string | null>(null);
  const lacking = wanted && canBe ? wanted.entry.name : own;
  const name = typed ?? (difference === null ? lacking : own);
  const settleName = (asOther: boolean) => {
    // Other choices may have made it the one that is lacking after all: it keeps that one's name.
    if (!asOther) return typed ?? lacking;
    setTyped(name);
    return name;
  };
  return { name, setName: setTyped, settleName };
}
