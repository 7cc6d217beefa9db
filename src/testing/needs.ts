import { test } from 'bun:test';
import { existsSync } from 'node:fs';
import { pkcs11Engine } from '../../scripts/release/authenticode.ts';
import { findChromium } from './browser.ts';
import { desktopPrograms } from './desktop-screen.ts';
import { findDisposableSystemLack } from './disposable-system.ts';
import { prepareJudges } from './judges.ts';
import { keyringPrograms, keyringWindow } from './keyring.ts';
import { arm64Libraries, armEmulator } from './other-systems.ts';
import { findGnustep } from './tray-gnustep.ts';
import { findWine } from './wine.ts';

/** A real thing that some tests use and a personal machine may lack. */
export type Need = keyof typeof findLack;

/** Declares a test, like bun's own `test`. */
export type DeclareTest = (name: string, run: () => Promise<unknown>, timeoutMs?: number) => void;

/**
 * How to declare a test that uses real things. Where one is missing the test is skipped and its name says why;
 * with `CI=true`, where nothing may be missing, it fails instead.
 */
export async function needs(...needed: readonly Need[]): Promise<DeclareTest> {
  const lacks = await Promise.all(needed.map((need) => findLack[need]()));
  const lack = lacks.find((one) => one !== undefined);
  if (lack === undefined) return (name, run, timeoutMs) => test(name, run, timeoutMs);
  if (process.env['CI'] !== 'true') return (name, run) => test.skip(`${name} (skipped: ${lack})`, run);
  return (name) =>
    test(name, () => {
      throw new Error(`${lack}; with CI=true nothing may be missing`);
    });
}

/** Why the thing can't be used here; undefined when it can. */
const findLack = {
  openssl: () => (Bun.which('openssl') ? undefined : 'openssl is not installed (Debian: openssl)'),
  'own mounts': () =>
    Bun.which('mount') &&
    Bun.spawnSync(['unshare', '--mount', 'true'], { stdio: ['ignore', 'ignore', 'ignore'] }).success
      ? undefined
      : "files of the system can't be exchanged for one program alone (Linux, root, unshare)",
  'disposable system': findDisposableSystemLack,
  buildah: () => (Bun.which('buildah') ? undefined : 'buildah is not installed (Debian: buildah)'),
  rpm: () => (Bun.which('rpmbuild') ? undefined : 'rpmbuild is not installed (Debian: rpm)'),
  shells: () =>
    ['bash', 'busybox', 'curl', 'shellcheck'].every((program) => Bun.which(program))
      ? undefined
      : 'shells and their judge are not installed (Debian: busybox curl shellcheck)',
  minisign: () => (Bun.which('minisign') ? undefined : 'minisign is not installed (Debian: minisign)'),
  zip: () =>
    Bun.which('zip') && Bun.which('unzip') ? undefined : 'zip is not installed (Debian: zip unzip)',
  chromium: () => (findChromium() ? undefined : 'Chromium is not installed (Debian: chromium)'),
  'session bus': () =>
    Bun.which('dbus-daemon') ? undefined : 'a session bus is not installed (Debian: dbus)',
  gio: () => (Bun.which('gio') ? undefined : 'gio is not installed (Debian: libglib2.0-bin)'),
  desktop: () =>
    desktopPrograms.every((program) => Bun.which(program))
      ? undefined
      : 'a desktop is not installed (Debian: xvfb dbus openbox xdotool imagemagick xfce4-panel xfconf lxqt-panel)',
  'windows desktop': () => findLack.wine() ?? findLack.desktop(),
  gnustep: () =>
    findGnustep() && Bun.which('Xvfb')
      ? undefined
      : 'GNUstep is not installed (Debian: libgnustep-gui0.29 gnustep-back0.29-cairo gnustep-gui-common xvfb)',
  keyring: () =>
    keyringPrograms.every((program) => Bun.which(program))
      ? undefined
      : 'a keyring is not installed (Debian: gnome-keyring libsecret-1-0 libsecret-tools dbus)',
  'keyring window': () =>
    existsSync(keyringWindow)
      ? undefined
      : 'what asks for the password of a keyring is not installed (Debian: gcr)',
  terminal: () => (Bun.which('tmux') ? undefined : 'tmux is not installed (Debian: tmux)'),
  nsis: () => (Bun.which('makensis') ? undefined : 'makensis is not installed (Debian: nsis)'),
  osslsigncode: () =>
    Bun.which('osslsigncode') ? undefined : 'osslsigncode is not installed (Debian: osslsigncode)',
  icoutils: () => (Bun.which('wrestool') ? undefined : 'wrestool is not installed (Debian: icoutils)'),
  msitools: () =>
    ['msibuild', 'msiinfo', 'gcab'].every((program) => Bun.which(program))
      ? undefined
      : 'what makes .msi files is not installed (Debian: msitools gcab)',
  token: () =>
    Bun.which('softhsm2-util') && existsSync(pkcs11Engine)
      ? undefined
      : 'a token for keys is not installed (Debian: softhsm2 libengine-pkcs11-openssl)',
  wine: () => (findWine() ? undefined : 'Wine is not installed (Debian: wine64)'),
  arm64: () =>
    Bun.which(armEmulator) && existsSync(arm64Libraries)
      ? undefined
      : 'an arm64 emulator is not installed (Debian: qemu-user-static libc6-arm64-cross)',
  judges: async () => {
    const failure = await prepareJudges();
    return failure && `the judges could not be fetched (${failure})`;
  },
  registry: async () => {
    const asked = Bun.spawn(['npm', 'view', 'bun', 'version'], {
      stdio: ['ignore', 'ignore', 'ignore'],
      timeout: 20_000,
    });
    return (await asked.exited) === 0 ? undefined : 'the package registry can not be reached';
  },
};
