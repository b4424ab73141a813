import { openBrowser } from '/work/wt/itupage/test/browser.ts';

async function main() {
  const [port, path, name, widths = '1280,390', schemes = 'light'] = process.argv.slice(2) as string[];
  const browser = await openBrowser();
  for (const w of widths.split(',').map(Number))
    for (const scheme of schemes.split(',') as ('light' | 'dark')[]) {
      const context = await browser.newContext({ viewport: { width: w, height: 900 }, colorScheme: scheme });
      const page = await context.newPage();
      await page.goto(`http://127.0.0.1:${port}${path}`, { waitUntil: 'load' });
      await page.waitForTimeout(600);
      const h = await page.evaluate(() => document.documentElement.scrollHeight);
      console.log(
        name,
        w,
        scheme,
        'height',
        h,
        'over',
        await page.evaluate(() => document.documentElement.scrollWidth - innerWidth),
      );
      const step = 4000;
      let i = 0;
      for (let y = 0; y < h && i < 3; y += step, i++) {
        await page.setViewportSize({ width: w, height: Math.min(step, h) });
        await page.evaluate((v) => scrollTo(0, v), y);
        await page.waitForTimeout(500);
        await page.screenshot({ path: `/tmp/itupage/${name}-${w}-${scheme}-${i}.png` });
      }
      await context.close();
    }
  await browser.close();
}
main();
