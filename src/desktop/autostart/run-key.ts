import { UserError } from '../../base/errors.ts';
import { openRegistry, type RegistryRoot } from '../registry.ts';
import type { Autostart, StartedProgram } from './autostart.ts';

const name = 'halo-mcp';
const runKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Run';
/** Where the Task Manager writes what the person switched off there; the first byte is odd then. */
const approvalKey = 'Software\\Microsoft\\Windows\\CurrentVersion\\Explorer\\StartupApproved\\Run';

const roots: readonly RegistryRoot[] = ['user', 'machine'];

/** The value of the registry that the installer writes too, so that each can undo the other's. */
export function openRunKey(): Autostart | undefined {
  const registry = openRegistry();
  if (registry === undefined) return undefined;
  const place = `HKEY_CURRENT_USER\\${runKey}\\${name}`;
  const read = (root: RegistryRoot) => registry.read(root, runKey, name)?.toString();
  return {
    place,
    isThere: () => read('user') !== undefined,
    // Packages for the whole computer write there.
    isForEverybody: () => read('machine') !== undefined,
    find: (program) => {
      const line = read('user') ?? read('machine');
      if (line === undefined || isSwitchedOff()) return 'off';
      return line.toLowerCase() === toCommandLine(program).toLowerCase() ? 'on' : 'other';
    },
    write: (program) => {
      mustWork(registry.writeText(runKey, name, toCommandLine(program)));
      registry.remove(approvalKey, name);
    },
    remove: () => {
      registry.remove(approvalKey, name);
      if (read('user') === undefined) return false;
      mustWork(registry.remove(runKey, name));
      return true;
    },
  };

  function isSwitchedOff(): boolean {
    const approvals = roots.map((root) => registry?.read(root, approvalKey, name));
    return approvals.some((one) => one instanceof Uint8Array && ((one[0] ?? 0) & 1) === 1);
  }

  function mustWork(failure: number | undefined): void {
    if (failure === undefined) return;
    throw new UserError(
      `Windows did not let halo-mcp change ${place} (error ${failure}). Ask the people who manage this computer`,
    );
  }
}

/** Paths of Windows hold no quotes; a backslash before a quote would hide it. */
function toCommandLine({ command, args }: StartedProgram): string {
  return [`"${command}"`, ...args.map(quote)].join(' ');
}

function quote(word: string): string {
  return /^[\w.:\\/-]+$/.test(word) ? word : `"${word.replace(/\\+$/, '$&$&')}"`;
}
