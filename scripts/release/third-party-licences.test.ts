import { expect, test } from 'bun:test';
import manifest from '../../package.json' with { type: 'json' };
import { writeThirdPartyLicences } from './third-party-licences.ts';

test('every package in the program is there with its licence, those of packages too, and Bun', async () => {
  const text = await writeThirdPartyLicences();
  const parts = text.split(/\n-{80}\n\n/);
  expect(parts[0]).toContain(`Bun ${manifest.devDependencies.bun}.`);
  const titles = parts.slice(1).map((part) => part.split('\n')[0] ?? '');
  for (const [name, version] of Object.entries(manifest.dependencies))
    expect(titles).toContain(`${name} ${version}`);
  expect(titles).toContainEqual(expect.stringMatching(/^htmlparser2 \d/));
  for (const part of parts.slice(1)) expect(part).toMatch(/copyright|licen[cs]e/i);
});
