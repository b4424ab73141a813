import { existsSync } from 'node:fs';
import chromium from '@sparticuz/chromium';
import { type Browser, chromium as driver } from 'playwright-core';

const installed = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
];

/**
 * A real browser: on Linux the one that comes with the packages, elsewhere the installed Chrome.
 * @throws Error in plain words where there is none
 */
export async function openBrowser(): Promise<Browser> {
  if (process.platform === 'linux') {
    // One process for everything, as that package starts it, dies with the first page that is closed.
    const args = chromium.args.filter((flag) => !['--single-process', '--no-zygote'].includes(flag));
    return driver.launch({
      executablePath: await chromium.executablePath(),
      args: [...args, '--no-sandbox', '--disable-background-networking'],
    });
  }
  const path = installed.find((place) => existsSync(place));
  if (!path)
    throw new Error('The browser tests need Google Chrome on this system: install it, and run them again.');
  return driver.launch({ executablePath: path });
}
