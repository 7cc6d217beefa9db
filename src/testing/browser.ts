import type { BrowserContextOptions, Page } from 'playwright-core';

/** A real Chromium with one empty page. */
export interface TestBrowser extends AsyncDisposable {
  readonly page: Page;
}

/** Where a Chromium is installed; undefined when there is none. */
export function findChromium(): string | undefined {
  return Bun.which('chromium') ?? Bun.which('chromium-browser') ?? Bun.which('google-chrome') ?? undefined;
}

/** It keeps to itself: nothing but the pages that a test opens makes it ask the network for anything. */
const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** Starts Chromium with a profile of its own, which is gone when it is disposed of. Declare such a test with `needs('chromium')`. */
export async function openBrowser(options: BrowserContextOptions = {}): Promise<TestBrowser> {
  const executablePath = findChromium();
  if (executablePath === undefined) throw new Error('Chromium is not installed');
  // Loaded late, because every test that may be skipped asks this file whether there is a Chromium.
  const { chromium } = await import('playwright-core');
  const browser = await chromium.launch({ executablePath, headless: true, args: quiet });
  const context = await browser.newContext(options);
  return { page: await context.newPage(), [Symbol.asyncDispose]: () => browser.close() };
}
