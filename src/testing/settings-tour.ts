import type { Page } from 'playwright-core';
import type { DemoHalo } from '../demo/demo-halo.ts';

/** Every state of the page that a tour shows, in this order. */
export const tourStops = [
  'address',
  'address-special',
  'login',
  'login-explained',
  'login-hinted',
  'login-refused',
  'tested',
  'assistants',
  'done',
  'overview',
  'overview-open',
  'try-it',
  'reply',
  'revenue',
  'activity',
  'removing',
  'removed',
] as const;

export type TourStop = (typeof tourStops)[number];

/** What a second tour shows: everything that is not as it should be. */
export const troubleStops = [
  'trouble',
  'close-first',
  'remove-one',
  'login-person',
  'signing-in',
  'gone',
] as const;

export type TroubleStop = (typeof troubleStops)[number];

/**
 * Goes through the whole page as a person would: set-up from nothing with a wrong secret first, the overview, a tool, the log, and
 * the removal of everything. The home has a Claude Desktop and a Cursor. `visit` is called wherever there is something new to see.
 */
export async function tourSettings(
  page: Page,
  url: string,
  demo: DemoHalo,
  visit: (stop: TourStop) => Promise<void>,
): Promise<void> {
  const press = (name: string | RegExp) => page.getByRole('button', { name, exact: true }).click();
  const fill = (label: string, value: string) => page.getByLabel(label, { exact: true }).fill(value);
  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();

  await page.goto(url);
  await see('Connect your assistant to Halo');
  await visit('address');
  await page.getByText('My network or Halo is special').click();
  await visit('address-special');
  await fill('The address of your Halo', demo.url);
  await page.keyboard.press('Enter');
  await see('How does your assistant get into Halo?');
  await visit('login');
  await page.getByText('I do not have these yet').click();
  await visit('login-explained');
  await fill('Client ID', demo.clientId);
  await fill('Client secret', demo.clientId);
  await page.keyboard.press('Tab');
  await see('This is the client ID once more');
  await visit('login-hinted');
  await press('Test this login');
  await see('The login does not work yet');
  await visit('login-refused');
  await press('Enter the secret again');
  await fill('Client secret', demo.clientSecret);
  await page.keyboard.press('Enter');
  await see('It works.');
  await visit('tested');
  await press('Continue');
  await page.getByLabel('Claude Desktop').waitFor();
  await visit('assistants');
  await press('Store and connect');
  await see('Done: you can ask now');
  await visit('done');

  await press('Go to the overview');
  await see(/^Connected to .* as API Connector$/);
  await page.getByRole('button', { name: 'Disconnect: Cursor' }).waitFor();
  await visit('overview');
  await page.locator('summary', { hasText: 'What this login may see' }).click();
  await press('Test the connection');
  await see('It works:');
  await page.locator('details[open] table').waitFor();
  await page.getByText('Proxy and certificates').click();
  await press('Disconnect: Cursor');
  await see('Cursor: disconnected');
  await visit('overview-open');

  await press('Try it');
  await page.getByLabel('Tool', { exact: true }).selectOption('list_tickets');
  await visit('try-it');
  await press('Ask Halo');
  await see(/about [\d,]+ tokens/);
  await visit('reply');
  await page.getByLabel('Tool', { exact: true }).selectOption('revenue_breakdown');
  await press('Ask Halo');
  await see('Save as CSV (25 rows)');
  await press('Chart all rows');
  await see(/Save as CSV \(\d{3} rows\)/);
  await visit('revenue');
  await press('Activity');
  await see('revenue_breakdown');
  await visit('activity');

  await press('Overview');
  await press('Remove everything…');
  await visit('removing');
  await press('Remove everything');
  await see('Everything was removed');
  await visit('removed');
}

/**
 * Goes through what a person sees when something is wrong. The home has a Halo that is set up, a Claude Desktop that runs and whose
 * entry is wrong, and a file of Cursor's that can't be read; nothing opens a browser. `end` ends the program behind the page.
 */
export async function tourTroubles(
  page: Page,
  url: string,
  demo: DemoHalo,
  end: () => Promise<void>,
  visit: (stop: TroubleStop) => Promise<void>,
): Promise<void> {
  const press = (name: string) => page.getByRole('button', { name, exact: true }).click();
  const see = (text: string | RegExp) => page.getByText(text).first().waitFor();

  await page.goto(url);
  await see(/^Connected to /);
  await see('Needs repair');
  await see('Cannot be connected');
  await visit('trouble');
  await press('Repair: Claude Desktop');
  await see('Claude Desktop is open');
  await visit('close-first');
  await press('Cancel');
  await press('Remove this Halo');
  await see(/^Remove “.*”\?$/);
  await visit('remove-one');
  await press('Cancel');

  await press('Change the login');
  await press('Continue');
  await page.getByText('Sign in with Halo as myself').click();
  await page.getByText('I do not have these yet').click();
  await visit('login-person');
  await page.getByLabel('Client ID', { exact: true }).fill(demo.nativeClientId);
  await press('Sign in with Halo');
  await see('Nothing opened?');
  await visit('signing-in');
  await press('Stop');
  await press('Leave this as it was');
  await see(/^Connected to /);
  await end();
  await press('Activity');
  await see('This page has been closed');
  await visit('gone');
}
