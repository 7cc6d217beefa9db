/** Runs a Linux program for arm64 on another processor. */
export const armEmulator = 'qemu-aarch64-static';

/** The C library such a program needs; where Debian's package puts it. */
export const arm64Libraries = '/usr/aarch64-linux-gnu';

/** The command that starts a Linux program for arm64 here. */
export function emulateArm64(executable: string): readonly string[] {
  return [Bun.which(armEmulator) ?? armEmulator, '-L', arm64Libraries, executable];
}
