import { expect, type Page } from '@playwright/test';

interface DroppedFile {
  name: string;
  bytes: Uint8Array;
}

/** Drags files over the middle of the page, and drops them there once the page says that it would take them. */
export async function drop(page: Page, files: readonly DroppedFile[]): Promise<void> {
  const carried = files.map(({ name, bytes }) => ({ name, base64: Buffer.from(bytes).toString('base64') }));
  const transfer = await page.evaluateHandle((given) => {
    const dragged = new DataTransfer();
    for (const { name, base64 } of given) {
      dragged.items.add(new File([Uint8Array.from(atob(base64), (sign) => sign.charCodeAt(0))], name));
    }
    return dragged;
  }, carried);
  const main = page.getByRole('main');
  await main.dispatchEvent('dragover', { dataTransfer: transfer });
  const target = page.getByText('Drop runs, models, images or tables to open them');
  await expect(target).toBeVisible();
  await main.dispatchEvent('drop', { dataTransfer: transfer });
  await expect(target).toBeHidden();
}
