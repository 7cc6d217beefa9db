import { createHash } from 'node:crypto';
import { type Plist, writePlist } from './plist.ts';

/**
 * The list that a signed app has of its other files: `_CodeSignature/CodeResources`. The files lie in `Resources`, by their names
 * there. As Apple's codesign writes it, with the older list beside the newer one.
 */
export function writeCodeResources(files: ReadonlyMap<string, Uint8Array>): string {
  const hash = (algorithm: string, content: Uint8Array) => createHash(algorithm).update(content).digest();
  const list = (describe: (content: Uint8Array) => Uint8Array | Plist) =>
    Object.fromEntries([...files].sort().map(([name, content]) => [`Resources/${name}`, describe(content)]));
  return writePlist({
    files: list((content) => hash('sha1', content)),
    files2: list((content) => ({ hash2: hash('sha256', content) })),
    rules: {
      '^Resources/': true,
      '^Resources/.*\\.lproj/': { optional: true, weight: 1000 },
      '^Resources/.*\\.lproj/locversion.plist$': { omit: true, weight: 1100 },
      '^Resources/Base\\.lproj/': { weight: 1010 },
      '^version.plist$': true,
    },
    rules2: {
      '.*\\.dSYM($|/)': { weight: 11 },
      '^(.*/)?\\.DS_Store$': { omit: true, weight: 2000 },
      '^(Frameworks|SharedFrameworks|PlugIns|Plug-ins|XPCServices|Helpers|MacOS|Library/(Automator|Spotlight|LoginItems))/':
        { nested: true, weight: 10 },
      '^.*': true,
      '^Info\\.plist$': { omit: true, weight: 20 },
      '^PkgInfo$': { omit: true, weight: 20 },
      '^Resources/': { weight: 20 },
      '^Resources/.*\\.lproj/': { optional: true, weight: 1000 },
      '^Resources/.*\\.lproj/locversion.plist$': { omit: true, weight: 1100 },
      '^Resources/Base\\.lproj/': { weight: 1010 },
      '^[^/]+$': { nested: true, weight: 10 },
      '^embedded\\.provisionprofile$': { weight: 20 },
      '^version\\.plist$': { weight: 20 },
    },
  });
}
