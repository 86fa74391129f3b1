/** Asks for runs and models on this computer, and opens them. */
export function openFile(): void {
  const input = document.createElement('input');
  input.type = 'file';
  input.multiple = true;
  input.accept = '.atelier,.zip,.json,.bin,.onnx';
  input.addEventListener('change', async () => {
    const files = [...(input.files ?? [])];
    if (files.length > 0) (await import('./open-files')).openAndTell(files);
  });
  input.click();
}
