import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ComponentType, ExternalReferenceType, HashAlgorithm } from '@cyclonedx/cyclonedx-library/Enums';
import {
  Bom,
  Component,
  ComponentRepository,
  ExternalReference,
  HashDictionary,
  LicenseExpression,
  LicenseRepository,
  Metadata,
  OrganizationalEntity,
} from '@cyclonedx/cyclonedx-library/Models';
import { JSON as Json, JsonSerializer } from '@cyclonedx/cyclonedx-library/Serialize';
import { Spec1dot6 } from '@cyclonedx/cyclonedx-library/Spec';
import { parse } from 'jsonc-parser';
import { z } from 'zod';
import manifest from '../../package.json' with { type: 'json' };
import { root } from '../checks.ts';
import runtimes from '../runtimes.json' with { type: 'json' };
import { extensionPackages, listProgramPackages, toTitle } from './program-packages.ts';
import type { Artifact, Release } from './release.ts';

/** What the program and its extension for Claude Desktop are made of, in CycloneDX 1.6: the packages with the hashes that they were fetched by, and the Bun of each system. */
export async function makeSbom(release: Release): Promise<Artifact> {
  const file = join(release.folder, `halo-mcp-${release.version}-sbom.cdx.json`);
  await mkdir(release.folder, { recursive: true });
  const serializer = new JsonSerializer(new Json.Normalize.Factory(Spec1dot6));
  const text = serializer.serialize(await describe(release), { sortLists: true, space: 2 });
  await writeFile(file, `${text}\n`);
  return { file };
}

async function describe(release: Release): Promise<Bom> {
  const program = describeProgram(release);
  const packages = await describePackages();
  const names = new Set([...Object.keys(manifest.dependencies), ...extensionPackages]);
  const parts = [...packages.values(), ...describeRuntimes()];
  for (const { name, type, bomRef } of parts)
    if (type === ComponentType.Platform || names.has(name)) program.dependencies.add(bomRef);
  const timestamp = new Date(release.builtAtSeconds * 1000);
  return new Bom({
    metadata: new Metadata({ component: program, timestamp }),
    components: new ComponentRepository(parts),
  });
}

function describeProgram({ identity, version }: Release): Component {
  const { publisher, repository } = identity;
  const program = new Component(ComponentType.Application, 'halo-mcp', {
    bomRef: 'halo-mcp',
    version,
    licenses: describeLicense(manifest.license),
  });
  if (publisher !== null) program.supplier = new OrganizationalEntity({ name: publisher });
  if (repository !== null)
    program.externalReferences.add(new ExternalReference(repository, ExternalReferenceType.VCS));
  return program;
}

async function describePackages(): Promise<ReadonlyMap<string, Component>> {
  const packages = await listProgramPackages(extensionPackages);
  const hashes = await readLockedHashes();
  const components = new Map(
    packages.map(({ name, version, license }) => {
      const title = toTitle({ name, version });
      const component = describePart(ComponentType.Library, name, version, hashes.get(title));
      component.licenses = describeLicense(license);
      return [title, component];
    }),
  );
  for (const found of packages)
    for (const need of found.needs) {
      const needed = components.get(need);
      if (needed !== undefined) components.get(toTitle(found))?.dependencies.add(needed.bomRef);
    }
  return components;
}

/** Each executable holds one of them. */
function describeRuntimes(): readonly Component[] {
  return Object.entries(runtimes.integrity).map(([name, integrity]) => {
    const runtime = describePart(ComponentType.Platform, name, runtimes.version, integrity);
    runtime.licenses = describeLicense('MIT');
    return runtime;
  });
}

/** The hash is that of the package as the registry sends it: `sha512-` and base 64. */
function describePart(type: ComponentType, name: string, version: string, integrity: string | undefined) {
  if (!integrity?.startsWith('sha512-')) throw new Error(`No SHA-512 is known of ${name} ${version}`);
  const hash = Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex');
  return new Component(type, name, {
    bomRef: toTitle({ name, version }),
    version,
    purl: `pkg:npm/${name.replace('@', '%40')}@${version}`,
    hashes: new HashDictionary([[HashAlgorithm['SHA-512'], hash]]),
  });
}

function describeLicense(expression: string): LicenseRepository {
  return new LicenseRepository([new LicenseExpression(expression)]);
}

/** A lock file's line: what was fetched, three things of no concern here, and its hash last. */
const lockSchema = z.object({ packages: z.record(z.string(), z.tuple([z.string()]).rest(z.unknown())) });

async function readLockedHashes(): Promise<ReadonlyMap<string, string>> {
  const lock = parse(await readFile(join(root, 'bun.lock'), 'utf8'), [], { allowTrailingComma: true });
  return new Map(
    Object.values(lockSchema.parse(lock).packages).flatMap(([fetched, ...rest]) => {
      const hash = rest.at(-1);
      const at = fetched.lastIndexOf('@');
      const title = toTitle({ name: fetched.slice(0, at), version: fetched.slice(at + 1) });
      return typeof hash === 'string' ? [[title, hash] as const] : [];
    }),
  );
}
