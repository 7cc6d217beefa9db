import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BrowserContextOptions, Page } from 'playwright-core';
import { startDemoHalo } from '../src/demo/demo-halo.ts';
import { openSettings } from '../src/screens/settings/settings.ts';
import { openBrowser } from '../src/testing/browser.ts';
import { startPretendApp } from '../src/testing/pretend-app.ts';
import { testDay } from '../src/testing/session.ts';
import { openTestPlace, storeTroubles } from '../src/testing/settings-place.ts';
import { tourSettings, tourStops, tourTroubles, troubleStops } from '../src/testing/settings-tour.ts';
import { openTemporaryWorkplace } from '../src/testing/temporary-workplace.ts';
import { root } from './checks.ts';

// Drives the settings page in Chromium and puts a picture of every step into .github/pictures, which the README shows. With a
// folder as its argument it writes them there as PNG, to be looked at. Needs Linux, Chromium, and fonts for Japanese and emoji
// (Debian: fonts-ipafont-gothic fonts-noto-color-emoji).

const claudeFile = '.config/Claude/claude_desktop_config.json';

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light', viewport: { width: 960, height: 640 } },
  dark: { colorScheme: 'dark', viewport: { width: 960, height: 640 } },
  narrow: { colorScheme: 'light', viewport: { width: 360, height: 640 } },
};

/** Where a picture begins that need not show the form above once more. */
const starts: Readonly<Record<string, string>> = {
  reply: 'The reply, exactly as the assistant gets it',
  revenue: 'Chart and table',
};

/** What a picture would otherwise show of this computer and this moment. */
type Retouch = readonly (readonly [from: string, to: string])[];

const [given] = process.argv.slice(2);
const folder = given ?? join(root, '.github/pictures');
const format = given === undefined ? 'webp' : 'png';
await rm(folder, { recursive: true, force: true });
await mkdir(folder, { recursive: true });
const demo = startDemoHalo({ date: testDay });
for (const [name, look] of Object.entries(looks)) await pictureAll(name, look);
await demo.stop();
if (given === undefined) await writeFile(join(folder, 'README.md'), writeGallery());

async function pictureAll(look: string, options: BrowserContextOptions): Promise<void> {
  await using browser = await openBrowser({ reducedMotion: 'reduce', locale: 'en-GB', ...options });
  const { page } = browser;
  page.setDefaultTimeout(20_000);
  {
    using home = openTemporaryWorkplace();
    home.write(claudeFile, '{}');
    home.write('.cursor/mcp.json', '{"mcpServers":{}}');
    await using server = openSettings(openTestPlace(home), { stays: false });
    await tourSettings(page, server.issueUrl(), demo, (stop) =>
      picture(page, `${stop}-${look}`, retouch(home.home)),
    );
  }
  using home = openTemporaryWorkplace();
  await storeTroubles(home, demo);
  await using _claude = await startPretendApp(
    join(home.home, 'apps/claude-desktop'),
    ['keeps', join(home.home, claudeFile)],
    { HOME: home.home },
  );
  await using server = openSettings(openTestPlace(home), { stays: false });
  await tourTroubles(page, server.issueUrl(), demo, server.stop, (stop) =>
    picture(page, `${stop}-${look}`, retouch(home.home)),
  );
}

/** Every picture, one row a step. */
function writeGallery(): string {
  const names = Object.keys(looks);
  const row = (cells: readonly string[]) => `| ${cells.join(' | ')} |`;
  const steps = [...tourStops, ...troubleStops].map((stop) =>
    row(names.map((name) => `<img src="${stop}-${name}.webp" alt="${stop}, ${name}">`)),
  );
  return [
    '# Every step of the settings page',
    '',
    'Made by `npm run pictures`, which drives the page in Chromium against the demo Halo.',
    '',
    row(names),
    row(names.map(() => '---')),
    ...steps,
    '',
  ].join('\n');
}

function retouch(home: string): Retouch {
  return [
    [demo.url, 'https://acme.halopsa.com'],
    [new URL(demo.url).host, 'acme.halopsa.com'],
    [home, '/home/dana'],
  ];
}

/** The whole page, however long, but for dialogues, which lie over what can be seen of it. */
async function picture(page: Page, name: string, changes: Retouch): Promise<void> {
  const backwards = changes.map(([from, to]) => [to, from] as const);
  await page.evaluate(rewriteFields(changes));
  await page.evaluate(rewriteTexts(changes));
  await page.evaluate('scrollTo(0, 0)');
  const isOver = (await page.locator('dialog').count()) > 0;
  const height = isOver ? 640 : Number(await page.evaluate('document.documentElement.scrollHeight'));
  const width = page.viewportSize()?.width ?? 0;
  const start = starts[name.replace(/-\w+$/, '')];
  const box = start === undefined ? null : await page.getByRole('heading', { name: start }).boundingBox();
  const y = Math.max(0, (box?.y ?? 0) - 24);
  const session = await page.context().newCDPSession(page);
  const { data } = await session.send('Page.captureScreenshot', {
    format,
    ...(format === 'webp' ? { quality: 60 } : {}),
    captureBeyondViewport: !isOver,
    clip: { x: 0, y, width, height: height - y, scale: 1 },
  });
  await session.detach();
  // What the person typed is still to be sent.
  await page.evaluate(rewriteFields(backwards));
  await writeFile(join(folder, `${name}.${format}`), Buffer.from(data, 'base64'));
}

/** Runs in the page. */
function rewriteTexts(changes: Retouch): string {
  return `(() => {
    const changes = ${JSON.stringify(changes)};
    const rewrite = (text) => changes.reduce((now, [from, to]) => now.replaceAll(from, to), text);
    const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
    while (walker.nextNode()) {
      const node = walker.currentNode;
      const text = rewrite(node.data);
      if (text !== node.data) node.data = text;
    }
  })()`;
}

/** Runs in the page. */
function rewriteFields(changes: Retouch): string {
  return `(() => {
    for (const field of document.querySelectorAll('input')) {
      for (const [from, to] of ${JSON.stringify(changes)}) {
        if (field.value.includes(from)) field.value = field.value.replaceAll(from, to);
      }
    }
  })()`;
}
