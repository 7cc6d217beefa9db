import { expect, test } from 'bun:test';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Version } from '@cyclonedx/cyclonedx-library/Spec';
import { JsonStrictValidator } from '@cyclonedx/cyclonedx-library/Validation';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import runtimes from '../runtimes.json' with { type: 'json' };
import { makeSbom } from './sbom.ts';
import { prepareTrialRelease } from './trial-release.ts';

const bomSchema = z.object({
  metadata: z.object({ component: z.object({ name: z.string(), version: z.string() }) }),
  components: z.array(
    z.object({
      name: z.string(),
      version: z.string(),
      hashes: z.array(z.object({ content: z.string() })).length(1),
      licenses: z.array(z.unknown()).min(1),
    }),
  ),
  dependencies: z.array(z.object({ ref: z.string(), dependsOn: z.array(z.string()).default([]) })),
});

test('the bill of materials is valid, and names every package of the program and every Bun with its hash', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'halo-mcp-sbom-'));
  try {
    const release = await prepareTrialRelease(folder, { program: '', version: '1.2.3' });
    const text = readFileSync((await makeSbom(release)).file, 'utf8');
    expect(await new JsonStrictValidator(Version.v1dot6).validate(text)).toBeNull();
    const bom = bomSchema.parse(JSON.parse(text));
    expect(bom.metadata.component).toEqual({ name: 'halo-mcp', version: '1.2.3' });

    const titles = bom.components.map(({ name, version }) => `${name} ${version}`);
    const direct = Object.entries(manifest.dependencies).map(([name, version]) => `${name} ${version}`);
    direct.push(`undici ${manifest.devDependencies.undici}`); // of the extension for Claude Desktop
    const buns = Object.keys(runtimes.integrity).map((name) => `${name} ${runtimes.version}`);
    for (const title of [...direct, ...buns]) expect(titles).toContain(title);
    expect(titles).toContainEqual(expect.stringMatching(/^htmlparser2 \d/)); // what packages need counts too
    expect(titles).not.toContainEqual(expect.stringMatching(/^typescript /));
    for (const { hashes } of bom.components) expect(hashes[0]?.content).toMatch(/^[0-9a-f]{128}$/);
    const needed = bom.dependencies.find(({ ref }) => ref === 'halo-mcp')?.dependsOn;
    expect(needed?.toSorted()).toEqual([...direct, ...buns].sort());

    const again = await prepareTrialRelease(folder, { program: '', version: '1.2.3' });
    expect(readFileSync((await makeSbom(again)).file, 'utf8')).toBe(text);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
