import { afterAll, beforeAll, describe, expect } from 'bun:test';
import { chmodSync, existsSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { BrowserContext, Page } from 'playwright-core';
import { z } from 'zod';
import { UserError } from '../../base/errors.ts';
import { type DemoHalo, startDemoHalo } from '../../demo/demo-halo.ts';
import { defaultScope } from '../../halo/connection.ts';
import { connectAssistants } from '../../setup/assistants.ts';
import { saveNetwork } from '../../setup/network.ts';
import { saveProfile } from '../../setup/profiles.ts';
import { readStatus } from '../../setup/status.ts';
import { findChromium, openBrowser, type TestBrowser } from '../../testing/browser.ts';
import { demoLogin } from '../../testing/demo-sign-in.ts';
import { needs } from '../../testing/needs.ts';
import { startPretendApp } from '../../testing/pretend-app.ts';
import { testDay } from '../../testing/session.ts';
import { openTestPlace, storeTroubles, type TestPlace } from '../../testing/settings-place.ts';
import { tourSettings, tourStops } from '../../testing/settings-tour.ts';
import { openTemporaryWorkplace, type TemporaryWorkplace } from '../../testing/temporary-workplace.ts';
import type { SettingsServer } from './server.ts';
import { openSettings } from './settings.ts';
import type { SettingsPlace } from './settings-place.ts';

const inChromium = await needs('chromium');

let demo: DemoHalo;
let browser: TestBrowser | undefined;
beforeAll(async () => {
  demo = startDemoHalo({ date: testDay });
  if (findChromium() === undefined) return; // then no test here runs
  browser = await openBrowser({ reducedMotion: 'reduce' });
  browser.page.setDefaultTimeout(10_000);
});
afterAll(async () => {
  await demo.stop();
  await browser?.[Symbol.asyncDispose]();
});

const schemaOf = z.object({ properties: z.record(z.string(), z.unknown()) });

const claudeFile = '.config/Claude/claude_desktop_config.json';

interface Running extends AsyncDisposable {
  readonly home: TemporaryWorkplace;
  readonly place: TestPlace;
  readonly server: SettingsServer;
  readonly page: Page;
  /** What the browser complained of: errors, and what the policy of the page forbade. */
  readonly complaints: readonly string[];
  readonly see: (text: string | RegExp) => Promise<void>;
  readonly press: (name: string) => Promise<void>;
}

/** A settings page in a browser of its own, in a home with Claude Desktop and Cursor. */
async function open(
  change: (place: TestPlace) => Partial<SettingsPlace> = () => ({}),
  stays = true,
): Promise<Running> {
  const home = openTemporaryWorkplace();
  home.write(claudeFile, '{}');
  home.write('.cursor/mcp.json', '{"mcpServers":{}}');
  const place = openTestPlace(home);
  const server = openSettings({ ...place, ...change(place) }, { stays });
  const context = await newContext();
  const page = await context.newPage();
  page.setDefaultTimeout(10_000);
  const complaints: string[] = [];
  page.on('console', (message) => message.type() === 'error' && complaints.push(message.text()));
  page.on('pageerror', (error) => complaints.push(error.message));
  page.on('dialog', (dialogue) => complaints.push(dialogue.message()));
  return {
    home,
    place,
    server,
    page,
    complaints,
    see: (text) => page.getByText(text).first().waitFor(),
    press: (name) => page.getByRole('button', { name, exact: true }).click(),
    [Symbol.asyncDispose]: async () => {
      await context.close();
      await server.stop();
      home[Symbol.dispose]();
    },
  };
}

async function newContext(): Promise<BrowserContext> {
  const chromium = browser?.page.context().browser() ?? null;
  if (chromium === null) throw new Error('There is a browser');
  return chromium.newContext({ reducedMotion: 'reduce', permissions: ['clipboard-write', 'clipboard-read'] });
}

/** Stores the demo as a profile, as if set-up had run before. */
const setUp = ({ home }: Running, name = 'default') =>
  saveProfile(
    {
      name,
      address: demo.url,
      login: { kind: 'client-secret', clientId: demo.clientId, clientSecret: demo.clientSecret },
    },
    home,
    new AbortController().signal,
  );

inChromium(
  'from nothing to a connected assistant and back, with nothing for the browser to complain of',
  async () => {
    await using running = await open();
    const { page, server, home } = running;
    const stops: string[] = [];
    const asked = new Set<string>();
    page.on('request', (request) => asked.add(new URL(request.url()).origin));
    page.on('request', (request) => expect(request.url()).not.toContain(token));
    const url = server.issueUrl();
    const token = new URL(url).hash.slice(1);
    await tourSettings(page, url, demo, async (stop) => {
      stops.push(stop);
      expect([stop, await page.locator('h1').count()]).toEqual([stop, 1]);
      if (stop === 'removed') expect(await page.getByRole('navigation').count()).toBe(0);
      if (stop === 'done') {
        await page
          .getByRole('button', { name: /^Copy: / })
          .first()
          .click();
        await running.see('Copied');
        expect(await page.evaluate('navigator.clipboard.readText()')).toStartWith('Which tickets in Halo');
      }
      if (stop === 'done') expect(readFileSync(`${home.home}/${claudeFile}`, 'utf8')).toContain('"halo"');
      expect(await page.content()).not.toContain(demo.clientSecret);
    });
    expect(stops).toEqual([...tourStops]);
    expect([...asked]).toEqual([server.origin]);
    expect(running.complaints).toEqual([]);
    expect(page.url()).toBe(`${server.origin}/`);
    expect(readFileSync(`${home.home}/${claudeFile}`, 'utf8')).not.toContain('"halo"');
    expect(home.keychain.held.size).toBe(0);
  },
  60_000,
);

inChromium(
  'nothing is wider than the window, from 320 px, which WCAG asks for, to 4K',
  async () => {
    for (const width of [320, 3840]) {
      await using running = await open();
      const { page, server } = running;
      await page.setViewportSize({ width, height: 800 });
      await tourSettings(page, server.issueUrl(), demo, async (stop) => {
        const wide = await page.evaluate('document.documentElement.scrollWidth');
        expect([stop, wide]).toEqual([stop, width]);
      });
    }
  },
  60_000,
);

inChromium(
  'the keyboard alone is enough, and the focus is always where something new begins',
  async () => {
    await using running = await open();
    const { page, server, see } = running;
    const keys = page.keyboard;
    const focused = () =>
      page.evaluate('document.activeElement.tagName + " " + document.activeElement.textContent');
    await page.goto(server.issueUrl());
    await see('Connect your assistant to Halo');
    expect(await focused()).toBe('H1 Connect your assistant to Halo');
    await keys.press('Tab');
    await keys.type(demo.url);
    await keys.press('Enter');
    await see('How does your assistant get into Halo?');
    expect(await focused()).toBe('H1 How does your assistant get into Halo?');
    for (const key of ['Tab', 'Tab']) await keys.press(key);
    await keys.type(demo.clientId);
    await keys.press('Tab');
    await keys.type(demo.clientSecret);
    await keys.press('Enter');
    await see('It works.');
    expect(await focused()).toBe('BUTTON Continue');
    await keys.press('Enter');
    await page.getByLabel('Claude Desktop').waitFor();
    expect(await focused()).toBe('H1 Which assistants may ask Halo?');
    await keys.press('Tab');
    await keys.press('Tab');
    await keys.press('Space');
    expect(await page.getByLabel('Cursor').isChecked()).toBe(false);
    for (const key of ['Tab', 'Tab', 'Tab']) await keys.press(key);
    expect(await focused()).toBe('BUTTON Store and connect');
    await keys.press('Enter');
    await see('Done: you can ask now');
    expect(running.complaints).toEqual([]);
  },
  30_000,
);

inChromium(
  'the focus comes back from every dialogue, and goes on to what takes the place of a button',
  async () => {
    await using running = await open();
    const { page, server, see } = running;
    const keys = page.keyboard;
    const focused = () =>
      page.evaluate('document.activeElement.ariaLabel ?? document.activeElement.textContent');
    await setUp(running);
    await page.goto(server.issueUrl());
    await see(/^Connected to /);
    for (const answer of ['Escape', 'Enter']) {
      await page.getByRole('button', { name: 'Remove this Halo' }).focus();
      await keys.press('Enter');
      await see(/^Remove “.*”\?$/);
      expect(await focused()).toBe('Cancel');
      await keys.press(answer);
      await page.locator('dialog').waitFor({ state: 'detached' });
      expect(await focused()).toBe('Remove this Halo');
    }
    for (const [before, after] of [
      ['Connect: Cursor', 'Disconnect: Cursor'],
      ['Disconnect: Cursor', 'Connect: Cursor'],
    ] as const) {
      await page.getByRole('button', { name: before, exact: true }).focus();
      await keys.press('Enter');
      await page.getByRole('button', { name: after, exact: true }).waitFor();
      expect(await focused()).toBe(after);
    }
    await page.getByText('more that are not installed here').click();
    await page.getByRole('button', { name: 'Connect: Zed', exact: true }).focus();
    await keys.press('Enter');
    await page.getByRole('button', { name: 'Disconnect: Zed', exact: true }).waitFor();
    expect(await focused()).toBe('Disconnect: Zed');
    expect(await page.getByRole('button', { name: 'Connect: Windsurf', exact: true }).isVisible()).toBe(true);
    expect(running.complaints).toEqual([]);
  },
  30_000,
);

inChromium('a first question that is not answered can be put again at once', async () => {
  let isBroken = true;
  await using running = await open(({ workplace }) => ({
    workplace: {
      ...workplace,
      checkCommand: async (...given) => {
        if (isBroken) throw new UserError('The command is not ready yet');
        return workplace.checkCommand(...given);
      },
    },
  }));
  const { page, server, see, press } = running;
  await page.goto(server.issueUrl());
  await page.getByLabel('The address of your Halo').fill(demo.url);
  await press('Continue');
  await page.getByLabel('Client ID', { exact: true }).fill(demo.clientId);
  await page.getByLabel('Client secret', { exact: true }).fill(demo.clientSecret);
  await press('Test this login');
  await press('Continue');
  await page.getByLabel('Claude Desktop').waitFor();
  await press('Store and connect');
  await see('Almost done');
  await see('The command is not ready yet');
  isBroken = false;
  await press('Try again');
  await see('Done: you can ask now');
  await see('Claude Desktop is connected.');
  expect(await page.getByRole('button', { name: 'Try again' }).count()).toBe(0);
});

inChromium(
  'a person signs in with Halo in another tab, and comes back to what they may see',
  async () => {
    let signInPage: Page | undefined;
    await using running = await open(() => ({
      openInBrowser: async (url) => {
        signInPage = await running.page.context().newPage();
        await signInPage.goto(url);
        const { email, password } = demoLogin(demo);
        await signInPage.locator('input[name=agent]').fill(email);
        await signInPage.locator('input[name=password]').fill(password);
        await signInPage.locator('button[value=allow]').click();
      },
    }));
    const { page, server, see, press } = running;
    await page.goto(server.issueUrl());
    await page.getByLabel('The address of your Halo').fill(demo.url);
    await press('Continue');
    await page.getByText('Sign in with Halo as myself').click();
    expect(await page.getByLabel('Client secret', { exact: true }).isVisible()).toBe(false);
    await page.getByLabel('Client ID', { exact: true }).fill(demo.nativeClientId);
    await press('Sign in with Halo');
    await see('Halo knows this login as Rosalind Pemberton');
    await press('Continue');
    await press('Store and connect');
    await see('Done: you can ask now');
    await press('Go to the overview');
    await see(/^Connected to .* as Rosalind Pemberton$/);
    await press('Sign in again');
    expect(await page.getByLabel('The address of your Halo').inputValue()).toBe(demo.url);
    await press('Leave this as it was');
    await see(/^Connected to/);
  },
  30_000,
);

inChromium(
  'an entry that is broken is repaired with one button, and one that can not be is named',
  async () => {
    await using running = await open();
    const { page, server, see, press, home } = running;
    await storeTroubles(home, demo);
    await page.goto(server.issueUrl());
    await see('Needs repair');
    await see('Cannot be connected');
    await see(/line 1/);
    await press('Repair: Claude Desktop');
    await see(/^Claude Desktop: /);
    await see('Connected');
    expect(readFileSync(`${home.home}/${claudeFile}`, 'utf8')).toContain('default');
    await press('I have opened it again: check');
    await see('Claude Desktop has kept the connection.');
  },
  30_000,
);

inChromium(
  'a Claude that is open is closed first, for the person who agrees; Cancel changes nothing',
  async () => {
    await using running = await open();
    const { page, server, see, press, home } = running;
    await setUp(running);
    const memory = ['keeps', `${home.home}/${claudeFile}`];
    await using claude = await startPretendApp(`${home.home}/apps/claude-desktop`, memory, {
      HOME: home.home,
    });
    await page.goto(server.issueUrl());
    await press('Connect: Claude Desktop');
    await see('Claude Desktop is open');
    await press('Cancel');
    await press('Connect: Claude Desktop');
    expect(readFileSync(`${home.home}/${claudeFile}`, 'utf8')).not.toContain('halo');
    await press('Quit Claude Desktop for me');
    await see(/^Claude Desktop: /);
    expect(await claude.exit).toBe(0);
    expect(readFileSync(`${home.home}/${claudeFile}`, 'utf8')).toContain('"halo"');
  },
  30_000,
);

inChromium(
  'a Claude that is open is closed before everything is removed, or the entry would come back',
  async () => {
    await using running = await open();
    const { page, server, see, press, home } = running;
    await setUp(running);
    await connectAssistants(['claude-desktop'], 'default', home);
    const memory = ['keeps', `${home.home}/${claudeFile}`];
    await using claude = await startPretendApp(`${home.home}/apps/claude-desktop`, memory, {
      HOME: home.home,
    });
    await page.goto(server.issueUrl());
    await press('Remove everything…');
    await press('Remove everything');
    await see('Claude Desktop is open');
    await press('Quit Claude Desktop for me');
    await see('Everything was removed');
    expect(await claude.exit).toBe(0);
    expect(readFileSync(`${home.home}/${claudeFile}`, 'utf8')).toBe('{}');
  },
  30_000,
);

inChromium(
  'one of two Halos is removed, and asks first',
  async () => {
    await using running = await open();
    const { page, server, see, press } = running;
    await setUp(running);
    await setUp(running, 'sandbox');
    await page.goto(server.issueUrl());
    await see('Assistants for “sandbox”');
    await press('Remove this Halo: sandbox');
    await press('Cancel');
    await press('Remove this Halo: sandbox');
    await press('Remove this Halo');
    await page.getByText('Assistants for “sandbox”').waitFor({ state: 'detached' });
    expect([...running.home.keychain.held.keys()].filter((key) => key.startsWith('sandbox'))).toEqual([]);
  },
  30_000,
);

inChromium(
  'a tool takes what was filled in, and its reply is shown word for word',
  async () => {
    await using running = await open();
    const { page, server, press } = running;
    await setUp(running);
    await page.goto(server.issueUrl());
    await press('Try it');
    await page.getByLabel('Tool', { exact: true }).selectOption('list_clients');
    await page.getByLabel('Search', { exact: true }).fill('Quillmere Holdings');
    await page.getByLabel('Page size').fill('ten');
    await press('Ask Halo');
    expect(await page.getByText('Enter a whole number').count()).toBe(1);
    await page.getByLabel('Page size').fill('10');
    await press('Ask Halo');
    const reply = await page.locator('pre').textContent();
    const signal = new AbortController().signal;
    const args = { search: 'Quillmere Holdings', page_size: 10 };
    const { text } = await running.place.callTool({ profile: 'default', tool: 'list_clients', args }, signal);
    expect(reply).toBe(text);
    await page.getByLabel('Tool', { exact: true }).selectOption('get_ticket');
    await press('Ask Halo');
    await page.getByText('The assistant is told that this did not work:').waitFor();
  },
  30_000,
);

inChromium(
  'all rows of the revenue are saved, and add up to the total that the reply tells',
  async () => {
    await using running = await open();
    const { page, server, see, press } = running;
    await setUp(running);
    await page.goto(server.issueUrl());
    await press('Try it');
    await page.getByLabel('Tool', { exact: true }).selectOption('revenue_breakdown');
    await press('Ask Halo');
    await press('Chart all rows');
    await see('Save as CSV (122 rows)');
    expect(await page.locator('.problem').count()).toBe(0);
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Save as CSV').click(),
    ]);
    const [title = [], ...rows] = readFileSync(await download.path(), 'utf8')
      .trim()
      .split('\r\n')
      .map((line) => line.replace(/"[^"]*"/g, 'name').split(','));
    const reply = (await page.locator('pre').textContent()) ?? '';
    const [, names = '', figures = ''] = /total of all.*:\n(.*)\n(.*)\n/.exec(reply) ?? [];
    for (const name of ['recurring', 'non_recurring', 'credits', 'unallocated', 'total']) {
      const told = Number(figures.split(',')[names.split(',').indexOf(name)]);
      const pence = rows.map((row) => Math.round(Number(row[title.indexOf(name)]) * 100));
      expect([name, pence.reduce((sum, value) => sum + value, 0) / 100]).toEqual([name, told]);
    }
  },
  30_000,
);

inChromium(
  'the revenue is saved as CSV that no spreadsheet runs',
  async () => {
    const reply =
      'Revenue\nby client:\nclient_id,client,recurring,total\n1,"=HYPERLINK(""http://evil"")",10.00,-5.00\n2,@SUM,1,2\ncheck:\n';
    await using running = await open(() => ({ callTool: async () => ({ text: reply, isError: false }) }));
    const { page, server, press } = running;
    await setUp(running);
    await page.goto(server.issueUrl());
    await press('Try it');
    await page.getByLabel('Tool', { exact: true }).selectOption('revenue_breakdown');
    await press('Ask Halo');
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByText('Save as CSV').click(),
    ]);
    expect(readFileSync(await download.path(), 'utf8')).toBe(
      '\uFEFFclient_id,client,recurring,total\r\n1,"\'=HYPERLINK(""http://evil"")",10.00,-5.00\r\n2,\'@SUM,1,2\r\n',
    );
    expect(running.complaints).toEqual([]);
  },
  30_000,
);

describe('attacked from within the browser', () => {
  const evil = `<img src=x onerror="alert(1)"><script>alert(2)</script>"'><svg onload=alert(3)>javascript:alert(4)`;

  inChromium('scripts in names and texts stay texts', async () => {
    await using running = await open((place) => ({
      callTool: async () => ({
        text: `by client:\nclient_id,client,recurring,total\n1,${evil},1,2\n`,
        isError: false,
      }),
      readLog: () => [
        JSON.stringify({
          at: testDay,
          message: 'tool called',
          tool: evil,
          ms: 1,
          outcome: evil,
          client: evil,
        }),
      ],
      readStatus: async (signal) => {
        const status = await place.readStatus(signal);
        const profiles = status.profiles.map((one) => ({ ...one, agent: evil, problem: evil }));
        return { ...status, profiles, errors: [{ time: null, message: evil, tool: evil, kind: evil }] };
      },
    }));
    const { page, server, see, press } = running;
    await setUp(running);
    await page.goto(server.issueUrl());
    await see('onerror');
    await press('Try it');
    await page.getByLabel('Tool', { exact: true }).selectOption('revenue_breakdown');
    await press('Ask Halo');
    await see('Save as CSV');
    await press('Activity');
    await see('onload');
    expect(await page.locator('img[src=x], script:not([src]), svg[onload]').count()).toBe(0);
    expect(running.complaints).toEqual([]);
  });

  inChromium(
    "another port's page, and another site's, get nothing and do nothing",
    async () => {
      await using running = await open();
      const { page, server, see, place } = running;
      await setUp(running);
      await page.goto(server.issueUrl());
      await see(/^Connected to/);
      const stolen: string[] = [];
      const attacker = Bun.serve({
        hostname: '127.0.0.1',
        port: 0,
        fetch: (request) => {
          stolen.push(request.headers.get('cookie') ?? '');
          return new Response('<!doctype html><title>evil</title>', {
            headers: { 'content-type': 'text/html' },
          });
        },
      });
      for (const host of ['127.0.0.1', 'localhost']) {
        const foreign = await page.context().newPage();
        await foreign.goto(`http://${host}:${attacker.port}/`);
        const found = await foreign.evaluate(attackFrom(server.origin));
        expect(found).toEqual([]);
        await foreign.close();
      }
      // Browsers do show a cookie to every port of its host, which is why it alone opens nothing.
      const cookie = stolen.find((one) => one !== '') ?? '';
      expect(cookie).toContain('halo-mcp-');
      const headers = { cookie, origin: server.origin, 'content-type': 'application/json' };
      const answer = await fetch(`${server.origin}/read-status`, { method: 'POST', headers, body: '{}' });
      expect(answer.status).toBe(401);
      expect(place.opened).toEqual([]);
      await attacker.stop(true);
    },
    30_000,
  );

  inChromium('a name that was made to lead here is no way in', async () => {
    await using running = await open();
    const { page, server } = running;
    const port = new URL(server.origin).port;
    const answer = await page.goto(`http://localhost:${port}/${new URL(server.issueUrl()).hash}`);
    expect(answer?.status()).toBe(421);
  });

  inChromium('an address works once; its own tab survives being loaded again', async () => {
    await using running = await open();
    const { page, server, see } = running;
    const url = server.issueUrl();
    await page.goto(url);
    await see('Connect your assistant to Halo');
    await page.reload();
    await see('Connect your assistant to Halo');
    const other = await newContext();
    const thief = await other.newPage();
    await thief.goto(url);
    await thief.getByText('This page has been closed').waitFor();
    await other.close();
    // One of the two has stolen it, and nobody can tell which.
    await page.getByLabel('The address of your Halo').fill(demo.url);
    await page.keyboard.press('Enter');
    await see('This page has been closed');
  });
});

inChromium('a login from the environment needs no set-up, and is shown as what it is', async () => {
  const asked: string[] = [];
  await using running = await open(({ workplace }) => ({
    hasLoginInEnvironment: true,
    callTool: async ({ profile }) => {
      asked.push(profile);
      return { text: 'a reply', isError: false };
    },
    readStatus: (signal) =>
      readStatus(workplace, {
        network: {},
        signal,
        environmentConnection: {
          address: demo.url,
          clientId: demo.clientId,
          clientSecret: demo.clientSecret,
          scope: defaultScope,
        },
      }),
  }));
  const { page, server, see, press } = running;
  await page.goto(server.issueUrl());
  await see(/^Connected to .* as API Connector$/);
  await see('This login comes from the environment of this computer');
  expect(await page.getByRole('button', { name: 'Change the login' }).count()).toBe(0);
  await page.getByRole('button', { name: 'Add another Halo' }).waitFor();
  await setUp(running);
  await page.reload();
  await see('This login comes');
  await press('Try it');
  const given = page.getByLabel('Halo', { exact: true });
  expect(await given.locator('option').allTextContents()).toEqual([
    'The one that the environment gives',
    'default',
  ]);
  for (const profile of ['', 'default']) {
    await given.selectOption(profile);
    await press('Ask Halo');
    await page.locator('pre').waitFor();
  }
  expect(asked).toEqual(['', 'default']);
});

inChromium('settings that can not be read are named, with what to do', async () => {
  await using running = await open();
  const { page, server, see, home } = running;
  home.write('.config/halo-mcp/settings.json', '{ broken');
  await page.goto(server.issueUrl());
  await see(/The settings file .* can't be used/);
});

inChromium(
  'what the person mends meanwhile is seen at the next press',
  async () => {
    await using running = await open();
    const { page, server, see, press, home } = running;
    await setUp(running);
    home.keychain.fail('locked');
    await page.goto(server.issueUrl());
    await see(/^Not connected/);
    const told = page.getByText('The keychain is locked');
    await told.first().waitFor();
    expect(await told.count()).toBe(1);
    home.keychain.fail(undefined);
    await press('Test the connection');
    await see(/^Connected to/);
    const settings = home.paths.settingsFile;
    const good = readFileSync(settings, 'utf8');
    writeFileSync(settings, '{ broken');
    await page.reload();
    await see(/The settings file .* can't be used/);
    writeFileSync(settings, good);
    await press('Try again');
    await see(/^Connected to/);
  },
  30_000,
);

inChromium(
  'what is stored of a special network is shown, kept where untouched and taken away where emptied',
  async () => {
    await using running = await open();
    const { page, server, see, press, home } = running;
    await setUp(running);
    const network = { proxy: 'http://dana:horse@proxy.invalid:8080', noProxy: '.invalid' };
    await saveNetwork(network, home, new AbortController().signal);
    await page.goto(server.issueUrl());
    await press('Change the login');
    await page.getByText('My network or Halo is special').click();
    expect(await page.getByLabel('Proxy', { exact: true }).inputValue()).toBe('http://proxy.invalid:8080');
    await page.getByLabel('Reached without the proxy').fill('');
    await press('Continue');
    await page.getByLabel('Client ID', { exact: true }).fill(demo.clientId);
    await page.getByLabel('Client secret', { exact: true }).fill(demo.clientSecret);
    await press('Test this login');
    await press('Continue');
    await press('Store and connect');
    await see('Done: you can ask now');
    const settings = JSON.parse(readFileSync(home.paths.settingsFile, 'utf8'));
    expect(settings).toMatchObject({ proxy: 'http://proxy.invalid:8080', proxyLogin: true });
    expect(settings).not.toHaveProperty('noProxy');
    expect(home.keychain.held.get('proxy-login')).toContain('dana:horse');
  },
  30_000,
);

inChromium(
  'the way to the internet is changed without a login: tried first, and kept all the same where the person says so',
  async () => {
    await using running = await open();
    const { page, server, see, press, home } = running;
    await setUp(running);
    const readSettings = () => JSON.parse(readFileSync(home.paths.settingsFile, 'utf8'));
    await page.goto(server.issueUrl());
    await page.getByText('Proxy and certificates').click();
    await page.getByLabel('Proxy', { exact: true }).fill('http://proxy.invalid:8080');
    await press('Try it, then keep it');
    await see('Kept. Assistants use it');
    expect(readSettings()).toMatchObject({ proxy: 'http://proxy.invalid:8080' });
    await page.getByLabel('Proxy', { exact: true }).fill('');
    await page.getByLabel('Reached without the proxy').fill('.invalid');
    await demo.stop();
    await press('Try it, then keep it');
    // The status that is looked at meanwhile may say so too, in a table that is folded up.
    await page
      .getByText(/refuses connections/)
      .filter({ visible: true })
      .first()
      .waitFor();
    expect(readSettings()).not.toHaveProperty('noProxy');
    await press('Keep it all the same');
    await see('Kept. Assistants use it');
    expect(readSettings()).toMatchObject({ noProxy: '.invalid' });
    expect(readSettings()).not.toHaveProperty('proxy');
    demo = startDemoHalo({ date: testDay });
  },
  30_000,
);

inChromium(
  'a sign-in whose port is taken says so, and another port is a field away',
  async () => {
    await using running = await open(() => ({ openInBrowser: async () => undefined }));
    const { page, server, see, press } = running;
    const taken = Bun.serve({ hostname: '127.0.0.1', port: 0, fetch: () => new Response() });
    const given = page.getByLabel('Port that a sign-in comes back to');
    await page.goto(server.issueUrl());
    await page.getByLabel('The address of your Halo').fill(demo.url);
    await page.getByText('My network or Halo is special').click();
    await given.fill('port');
    await press('Continue');
    await see('Enter a whole number from 1 to 65535');
    await given.fill(String(taken.port));
    await press('Continue');
    await page.getByText('Sign in with Halo as myself').click();
    await page.getByText('I do not have these yet').click();
    await see(`http://127.0.0.1:${taken.port}/callback`);
    await page.getByLabel('Client ID', { exact: true }).fill(demo.nativeClientId);
    await press('Sign in with Halo');
    await see('is in use by another program');
    await see('choose another port on this page');
    await taken.stop(true);
    await press('Try again');
    await see('Sign in to Halo in the browser window');
  },
  30_000,
);

inChromium('a computer without any assistant is told what to do, and looked at again', async () => {
  await using running = await open();
  const { page, server, see, press, home } = running;
  for (const folder of ['.config/Claude', '.cursor']) rmSync(join(home.home, folder), { recursive: true });
  await page.goto(server.issueUrl());
  await page.getByLabel('The address of your Halo').fill(demo.url);
  await press('Continue');
  await page.getByLabel('Client ID', { exact: true }).fill(demo.clientId);
  await page.getByLabel('Client secret', { exact: true }).fill(demo.clientSecret);
  await press('Test this login');
  await press('Continue');
  await see('None was found on this computer');
  home.write(claudeFile, '{}');
  await press('Look again');
  await page.getByText('None was found').waitFor({ state: 'detached' });
  await press('Store and connect');
  await see('Claude Desktop is connected.');
});

inChromium('what starts at login is a tick away, and the log a button', async () => {
  await using running = await open();
  const { page, server, see, press, place } = running;
  await setUp(running);
  await page.goto(server.issueUrl());
  await page.getByLabel('Show the halo-mcp icon').check();
  await see(/^Connected to/);
  expect(place.startAtLogin?.read()).toBe('on');
  await press('Open the log');
  await page.getByRole('button', { name: 'Open the log', disabled: false }).waitFor();
  expect(place.opened).toEqual(['log']);
  await page.reload();
  expect(await page.getByLabel('Show the halo-mcp icon').isChecked()).toBe(true);
});

inChromium(
  'another copy that starts at login is said, and what can not be changed stays as it was',
  async () => {
    await using running = await open();
    const { page, server, see, place, home } = running;
    await setUp(running);
    const entry = home.write('.config/autostart/halo-mcp.desktop', '[Desktop Entry]\nExec=/old/halo-mcp\n');
    chmodSync(entry, 0o444);
    await page.goto(server.issueUrl());
    await see('Another copy of halo-mcp starts now');
    const choice = page.getByLabel('Show the halo-mcp icon');
    await choice.click();
    await see(`${entry} is marked read-only`);
    await page.locator('input:not(:checked)').and(choice).waitFor();
    await see('Another copy of halo-mcp starts now');
    chmodSync(entry, 0o644);
    await choice.click();
    await page.getByText('Another copy of halo-mcp').waitFor({ state: 'hidden' });
    expect([await choice.isChecked(), place.startAtLogin?.read()]).toEqual([true, 'on']);
    await choice.click();
    await page.locator('input:not(:checked)').and(choice).waitFor();
    expect(existsSync(entry)).toBe(false);
  },
);

inChromium('what takes long says so, and does not start twice', async () => {
  const ended = Promise.withResolvers<{ text: string; isError: boolean }>();
  let calls = 0;
  await using running = await open(() => ({
    callTool: () => {
      calls += 1;
      return ended.promise;
    },
  }));
  const { page, server, see, press } = running;
  await setUp(running);
  await page.goto(server.issueUrl());
  await press('Try it');
  await press('Ask Halo');
  const busy = page.getByRole('button', { name: 'Asking Halo…' });
  expect(await busy.getAttribute('aria-disabled')).toBe('true');
  await busy.click({ force: true });
  ended.resolve({ text: 'the reply', isError: false });
  await see('the reply');
  expect(calls).toBe(1);
});

inChromium(
  'every tool has a form of its own, and answers from it',
  async () => {
    await using running = await open();
    const { page, server, press, place } = running;
    await setUp(running);
    await page.goto(server.issueUrl());
    await press('Try it');
    const inputs = page.locator('.fields input, .fields select');
    for (const { name, inputSchema } of place.tools) {
      const { properties } = schemaOf.parse(inputSchema);
      await page.getByLabel('Tool', { exact: true }).selectOption(name);
      const names = await inputs.evaluateAll((all) => all.map((one) => one.getAttribute('name') ?? ''));
      expect([name, names]).toEqual([name, Object.keys(properties)]);
      await press('Ask Halo');
      const reply = await page.locator('pre').textContent();
      const call = { profile: 'default', tool: name, args: {} };
      const { text, isError } = await place.callTool(call, new AbortController().signal);
      expect(reply).toBe(text);
      expect(await page.locator('p.bad').count()).toBe(isError ? 1 : 0);
    }
  },
  60_000,
);

inChromium('its own button closes it, whatever is still asked for, but not under a tray', async () => {
  const never = () => new Promise<never>(() => undefined);
  await using running = await open(() => ({ readStatus: never }), false);
  const { page, server, see, press } = running;
  await setUp(running);
  await page.goto(server.issueUrl());
  await press('Close the settings');
  await see('The settings are closed');
  await server.closed;
  await expect(fetch(server.origin)).rejects.toThrow();
  await see('The settings are closed');
  await using staying = await open();
  await setUp(staying);
  await staying.page.goto(staying.server.issueUrl());
  await staying.see('Open the log');
  expect(await staying.page.getByText('Close the settings').count()).toBe(0);
});

inChromium('when the program has ended the page says how to open it again', async () => {
  await using running = await open();
  const { page, server, see, press } = running;
  await setUp(running);
  await page.goto(server.issueUrl());
  await see(/^Connected to/);
  await server.stop();
  await press('Activity');
  await see('This page has been closed');
});

/** What a hostile page tries; it gives what it could read or make happen. */
function attackFrom(origin: string): string {
  return `(async () => {
    const found = [];
    const json = { 'content-type': 'application/json' };
    const tries = [
      () => fetch('${origin}/look', { method: 'POST', body: '{}', headers: json, credentials: 'include' }),
      () => fetch('${origin}/open-log', { method: 'POST', body: '{}', mode: 'no-cors', credentials: 'include' }),
      () => fetch('${origin}/', { credentials: 'include' }),
      () => fetch('${origin}/app.ts', { credentials: 'include' }),
      () => fetch('${origin}/session', { method: 'POST', body: '{"token":"x"}', headers: json }),
    ];
    for (const one of tries) {
      try {
        const text = await (await one()).text();
        if (text !== '') found.push(text);
      } catch {}
    }
    for (const enctype of ['text/plain', 'application/x-www-form-urlencoded', 'multipart/form-data']) {
      const frame = document.body.appendChild(document.createElement('iframe'));
      frame.name = 'f';
      const form = document.body.appendChild(document.createElement('form'));
      Object.assign(form, { method: 'POST', action: '${origin}/open-log', enctype, target: 'f' });
      form.submit();
      await new Promise((resolve) => { frame.onload = resolve; setTimeout(resolve, 500); });
      try { if (frame.contentDocument?.body?.textContent) found.push('read a frame'); } catch {}
      frame.remove();
    }
    const script = document.createElement('script');
    script.src = '${origin}/app.ts';
    const loaded = await new Promise((resolve) => {
      script.onload = () => resolve(true);
      script.onerror = () => resolve(false);
      document.body.append(script);
    });
    if (loaded) found.push('loaded a script');
    return found;
  })()`;
}
