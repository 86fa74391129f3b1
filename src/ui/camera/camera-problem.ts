const PROBLEMS: Readonly<Record<string, string>> = {
  NotAllowedError: 'The camera was not allowed. Allow it for this page in the browser’s settings, or choose a picture.',
  NotFoundError: 'No camera was found. Choose a picture instead.',
  OverconstrainedError: 'No camera was found. Choose a picture instead.',
  NotReadableError: 'Another program is using the camera. Close it and try again, or choose a picture.',
  SecurityError: 'The camera works only on a secure page (https). Choose a picture instead.',
};

/** Why there is no picture from the camera, in words for people. */
export function cameraProblem(error: unknown): string {
  const name = error instanceof DOMException ? error.name : '';
  return PROBLEMS[name] ?? 'The camera could not be started. Choose a picture instead.';
}
