import { afterAll, beforeAll, expect } from 'bun:test';
import { join } from 'node:path';
import type { BrowserContextOptions } from 'playwright-core';
import { z } from 'zod';
import { type DemoHalo, startDemoHalo } from '../../demo/demo-halo.ts';
import { findBarriers } from '../../testing/axe.ts';
import { openBrowser } from '../../testing/browser.ts';
import { needs } from '../../testing/needs.ts';
import { startPretendApp } from '../../testing/pretend-app.ts';
import { testDay } from '../../testing/session.ts';
import { openTestPlace, storeTroubles } from '../../testing/settings-place.ts';
import { tourSettings, tourTroubles } from '../../testing/settings-tour.ts';
import { openTemporaryWorkplace } from '../../testing/temporary-workplace.ts';
import { openSettings } from './settings.ts';

const inChromium = await needs('chromium');

let demo: DemoHalo;
beforeAll(() => {
  demo = startDemoHalo({ date: testDay });
});
afterAll(() => demo.stop());

const overflow = 'document.documentElement.scrollWidth - document.documentElement.clientWidth';

const looks: Readonly<Record<string, BrowserContextOptions>> = {
  light: { colorScheme: 'light' },
  dark: { colorScheme: 'dark' },
  'narrow and light': { colorScheme: 'light', viewport: { width: 360, height: 740 } },
  'narrow and dark': { colorScheme: 'dark', viewport: { width: 360, height: 740 } },
};

for (const [name, look] of Object.entries(looks)) {
  inChromium(
    `axe finds nothing in the way at any step: ${name}`,
    async () => {
      using home = openTemporaryWorkplace();
      home.write('.config/Claude/claude_desktop_config.json', '{}');
      home.write('.cursor/mcp.json', '{"mcpServers":{}}');
      await using server = openSettings(openTestPlace(home), { stays: false });
      await using browser = await openBrowser({ reducedMotion: 'reduce', ...look });
      browser.page.setDefaultTimeout(20_000);
      await tourSettings(browser.page, server.issueUrl(), demo, async (stop) => {
        expect([stop, await findBarriers(browser.page)]).toEqual([stop, []]);
        expect([stop, await browser.page.evaluate(overflow)]).toEqual([stop, 0]);
      });
    },
    90_000,
  );
}

inChromium(
  'nor where something is wrong, in the dark and on a narrow screen',
  async () => {
    using home = openTemporaryWorkplace();
    await storeTroubles(home, demo);
    const claudeFile = join(home.home, '.config/Claude/claude_desktop_config.json');
    await using _claude = await startPretendApp(
      join(home.home, 'apps/claude-desktop'),
      ['keeps', claudeFile],
      {
        HOME: home.home,
      },
    );
    await using server = openSettings(openTestPlace(home), { stays: false });
    await using browser = await openBrowser({ reducedMotion: 'reduce', ...looks['narrow and dark'] });
    browser.page.setDefaultTimeout(20_000);
    const url = server.issueUrl();
    await tourTroubles(browser.page, url, demo, server.stop, async (stop) => {
      expect([stop, await findBarriers(browser.page)]).toEqual([stop, []]);
    });
  },
  60_000,
);

inChromium('nothing moves for whoever asked for that', async () => {
  using home = openTemporaryWorkplace();
  await using server = openSettings(openTestPlace(home), { stays: false });
  const moving: string[] = [];
  for (const reducedMotion of ['reduce', 'no-preference'] as const) {
    await using browser = await openBrowser({ reducedMotion });
    await browser.page.goto(server.issueUrl());
    await browser.page.getByText('Connect your assistant to Halo').waitFor();
    await browser.page.evaluate("document.querySelector('h1').className = 'busy'");
    const read = "getComputedStyle(document.querySelector('h1'), '::before').animationName";
    moving.push(String(await browser.page.evaluate(read)));
  }
  expect(moving).toEqual(['none', 'turn']);
});

inChromium('where a person sets all colours, it is still to be seen which page this is', async () => {
  using home = openTemporaryWorkplace();
  await storeTroubles(home, demo);
  await using server = openSettings(openTestPlace(home), { stays: false });
  await using browser = await openBrowser({ forcedColors: 'active' });
  await browser.page.goto(server.issueUrl());
  await browser.page.getByRole('button', { name: 'Overview' }).waitFor();
  const read =
    "[...document.querySelectorAll('nav button')].map((tab) => getComputedStyle(tab).backgroundColor)";
  const colours = z.array(z.string()).parse(await browser.page.evaluate(read));
  expect(new Set(colours.slice(1)).size).toBe(1);
  expect(new Set(colours).size).toBe(2);
});

inChromium('axe does find what is in the way', async () => {
  using home = openTemporaryWorkplace();
  await using server = openSettings(openTestPlace(home), { stays: false });
  await using browser = await openBrowser();
  await browser.page.goto(server.issueUrl());
  await browser.page.getByText('Connect your assistant to Halo').waitFor();
  await browser.page.evaluate("document.querySelector('label').remove()");
  expect((await findBarriers(browser.page)).join()).toContain('label: <input');
});
