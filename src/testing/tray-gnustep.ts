import { readdirSync } from 'node:fs';
import { type Id, Objc, type ObjcSystem } from '../screens/tray/macos/objc.ts';

const libraryFolder = '/usr/lib';

/** GNUstep, a free copy of AppKit that runs on Linux; undefined where it is not installed. */
export function findGnustep(): ObjcSystem | undefined {
  const base = findLibrary('libgnustep-base.so.');
  const gui = findLibrary('libgnustep-gui.so.');
  const back = findLibrary('GNUstep');
  if (base === undefined || gui === undefined || back === undefined) return undefined;
  return {
    c: 'libc.so.6',
    runtime: 'libobjc.so.4',
    frameworks: [base, gui],
    loadFlags: 0x1 | 0x100,
    dispatch: 'objc_msg_lookup',
  };
}

/** Remembers the menu that was shown last, so that a test can read it and pick from it. */
export class WatchedObjc extends Objc {
  menu: Id = 0n;

  override send(
    to: Id,
    selector: string,
    signature?: string,
    ...args: readonly (Id | number | Uint8Array)[]
  ): Id {
    const [first] = args;
    if (selector === 'setMenu:' && typeof first === 'bigint') this.menu = first;
    return super.send(to, selector, signature, ...args);
  }
}

function findLibrary(start: string): string | undefined {
  const name = readdirSync(libraryFolder)
    .filter((file) => file.startsWith(start))
    .sort((a, b) => a.length - b.length)[0];
  return name && `${libraryFolder}/${name}`;
}
