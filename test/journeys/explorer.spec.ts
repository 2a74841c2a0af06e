import { expect, test } from '@jest/globals';
import { chromium } from 'playwright-core';
import { needs } from '../support/needs.js';
import { RunningRegistry } from '../support/registry.js';
import { SAMPLE_ARRANGEMENTS } from '../support/sample.js';

const ARGUMENTS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

needs('TEST_BROWSER')('the explorer in a browser', () => {
  test('opens without a network, asks its first question, and shows the answer', async () => {
    const registry = await RunningRegistry.withSample();
    const browser = await chromium.launch({ executablePath: process.env.TEST_BROWSER, args: ARGUMENTS });
    try {
      const page = await browser.newPage();
      const faults: string[] = [];
      page.on('pageerror', (error) => faults.push(error.message));
      page.on('requestfailed', (request) => faults.push(`${request.url()} ${request.failure()?.errorText}`));
      await page.goto(`${registry.address}/explorer`);
      await page.getByRole('button', { name: /execute query/i }).click();
      await page.locator('.result-window').getByText('totalCount').waitFor();
      expect(await page.locator('.result-window').innerText()).toContain(`"totalCount": ${SAMPLE_ARRANGEMENTS}`);
      expect(faults).toEqual([]);
    } finally {
      await browser.close();
      await registry.stop();
    }
  });
});
