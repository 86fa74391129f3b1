import { createContext, type ReactNode } from 'react';

/** What the page puts beside the field of a setting, by the setting's address; nothing without a provider. */
export const BesideField = createContext<(address: string) => ReactNode>(() => null);
