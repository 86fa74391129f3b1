/** crypto.randomUUID does not exist on plain HTTP. */
const randomId = (): string => [...crypto.getRandomValues(new Uint32Array(4))].map((part) => part.toString(16).padStart(8, '0')).join('');

/** An id that nothing else has. */
export const newRunId = (): string => crypto.randomUUID?.() ?? randomId();
