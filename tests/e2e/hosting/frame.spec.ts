import { Atelier, expect, test } from '@tests/e2e/support/app';
import { startAppServer } from '@tests/support/app-server';
import { SECURITY_HEADERS } from '../../../security';

test('row 26: where the host sends no headers, the app stays closed inside a page of another origin', async ({ page, context }) => {
  const server = await startAppServer((path, request, response) => {
    for (const name of Object.keys(SECURITY_HEADERS)) response.removeHeader(name);
    if (path !== '/elsewhere.html') return false;
    const here = `http://localhost:${request.socket.localPort}/`;
    response.writeHead(200, { 'Content-Type': 'text/html' }).end(`<iframe src="${here}" width="1000" height="700"></iframe>`);
    return true;
  });
  try {
    const { port } = new URL(server.url);
    // Another name of this machine is another origin.
    await page.goto(`http://127.0.0.1:${port}/elsewhere.html`);
    const frame = page.frameLocator('iframe');
    await expect(frame.getByText('Atelier does not open inside another page.')).toBeVisible();
    await expect(frame.getByRole('button')).toHaveCount(0);
    const [tab] = await Promise.all([context.waitForEvent('page'), frame.getByRole('link').click()]);
    await expect(new Atelier(tab).train).toBeVisible();
    expect(tab.url()).toBe(server.url);
  } finally {
    await server.close();
  }
});
