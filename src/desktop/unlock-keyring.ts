const probe = { service: 'halo-mcp', name: 'unlocking' };

/**
 * Has the desktop ask for the password of a locked keyring, and resolves once it is given; rejects as the keyring does where it is
 * not. Reading never has it asked for, storing does (seen with Bun 1.4.5 and gnome-keyring 42.1), so something is stored, and
 * taken away again.
 */
export async function unlockKeyring(): Promise<void> {
  await Bun.secrets.set({ ...probe, value: probe.name });
  await Bun.secrets.delete(probe);
}
