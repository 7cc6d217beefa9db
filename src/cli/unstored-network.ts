import { resolve } from 'node:path';
import { UserError } from '../base/errors.ts';
import { readCertificateFile } from '../desktop/certificate-file.ts';
import { readSettings } from '../desktop/settings-file.ts';
import type { NetworkDraft } from '../setup/network.ts';
import type { Workplace } from '../setup/workplace.ts';
import { readProxy } from './proxy-variables.ts';

/**
 * What set-up needs to get through and finds in this environment, as far as it is neither given nor stored; assistants would not
 * pass it on. Throws a UserError for settings that can't be read.
 */
export function findUnstoredNetwork(given: NetworkDraft, { computer, paths }: Workplace): NetworkDraft {
  const stored = readSettings(paths.settingsFile);
  const certificates = computer.environment['NODE_EXTRA_CA_CERTS']?.trim();
  const isOpen = (name: 'proxy' | 'noProxy' | 'caFile') =>
    stored[name] === undefined && given[name] === undefined;
  const { proxy, noProxy } = readProxy(computer.environment);
  return {
    ...(isOpen('proxy') && proxy !== undefined ? { proxy } : {}),
    ...(isOpen('noProxy') && isOpen('proxy') && proxy !== undefined && noProxy !== undefined
      ? { noProxy }
      : {}),
    ...(isOpen('caFile') && certificates && isUsable(certificates) ? { caFile: resolve(certificates) } : {}),
  };
}

/** One that is not is nothing that anybody got through with. */
function isUsable(certificateFile: string): boolean {
  try {
    return readCertificateFile(certificateFile) !== undefined;
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}
