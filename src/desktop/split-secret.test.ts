import { describe, expect, test } from 'bun:test';
import fc from 'fast-check';
import { createMemoryKeychain } from '../testing/memory-keychain.ts';
import { type Keychain, KeychainError } from './keychain.ts';
import { splitLongSecrets } from './split-secret.ts';

const maxBytes = 10;
const name = 'default/refresh-token';
/** Short, long, of many bytes a letter, and such as look like our own heads. */
const value = fc.oneof(
  fc.string({ minLength: 1, maxLength: 60, unit: 'binary' }),
  fc.string({ minLength: 1, maxLength: 12 }),
  fc.constant(`halo-mcp:parts:a:2:${'0'.repeat(64)}`),
);

test('any value comes back whole, no name holds too much, and nothing stays behind', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(value, { minLength: 1, maxLength: 5 }), async (values) => {
      const inner = createMemoryKeychain();
      const keychain = splitLongSecrets(inner, maxBytes);
      for (const one of values) {
        await keychain.write(name, one);
        expect(await keychain.read(name)).toBe(one);
        const parts = [...inner.held].filter(([key]) => key !== name);
        for (const [, part] of parts) expect(Buffer.byteLength(part)).toBeLessThanOrEqual(maxBytes);
        expect(parts.map(([, part]) => part).join('')).toBe(parts.length === 0 ? '' : one);
      }
      expect(await keychain.remove(name)).toBe(true);
      expect([...inner.held]).toEqual([]);
      expect(await keychain.remove(name)).toBe(false);
    }),
  );
});

test('a program that dies at any step leaves the old value or the new one, and the next write tidies up', async () => {
  await fc.assert(
    fc.asyncProperty(fc.option(value, { nil: undefined }), value, value, async (old, next, last) => {
      for (let steps = 0; ; steps++) {
        const inner = createMemoryKeychain();
        const keychain = splitLongSecrets(inner, maxBytes);
        if (old !== undefined) await keychain.write(name, old);
        const hasEnded = await endsWithin(steps, inner, (dying) => dying.write(name, next));
        expect([old, next]).toContain(await keychain.read(name));
        await keychain.write(name, last);
        expect(await keychain.read(name)).toBe(last);
        await keychain.remove(name);
        expect([...inner.held]).toEqual([]);
        if (hasEnded) break;
      }
    }),
    { numRuns: 40 },
  );
});

test('a program that dies while it removes leaves the value or nothing, and what is left can be removed', async () => {
  await fc.assert(
    fc.asyncProperty(value, async (old) => {
      for (let steps = 0; ; steps++) {
        const inner = createMemoryKeychain();
        const keychain = splitLongSecrets(inner, maxBytes);
        await keychain.write(name, old);
        const hasEnded = await endsWithin(steps, inner, async (dying) => void (await dying.remove(name)));
        expect([old, undefined]).toContain(await keychain.read(name));
        await keychain.remove(name);
        expect([...inner.held]).toEqual([]);
        if (hasEnded) break;
      }
    }),
    { numRuns: 40 },
  );
});

test('a reader meets the old value or the new one while another program writes, between any two steps', async () => {
  const [old, next] = ['old '.repeat(9), 'the new one '.repeat(4)];
  for (let steps = 0; ; steps++) {
    const inner = createMemoryKeychain();
    await splitLongSecrets(inner, maxBytes).write(name, old);
    let reads = 0;
    const writing: Keychain = {
      ...inner,
      read: async (key) => {
        if (reads++ === steps) await splitLongSecrets(inner, maxBytes).write(name, next);
        return inner.read(key);
      },
    };
    expect([old, next]).toContain((await splitLongSecrets(writing, maxBytes).read(name)) ?? '');
    if (reads <= steps) break;
  }
});

describe('parts that do not belong together are an error that says what to do', () => {
  const damages: readonly (readonly [string, (held: Map<string, string>) => void])[] = [
    ['one is missing', (held) => held.delete(`${name}/part-a2`)],
    ['one is changed', (held) => held.set(`${name}/part-a2`, 'other')],
    ['the head is cut', (held) => held.set(name, 'halo-mcp:parts:a:')],
  ];
  test.each(damages)('%s', async (_, damage) => {
    const inner = createMemoryKeychain();
    const keychain = splitLongSecrets(inner, maxBytes);
    await keychain.write(name, 'a long secret of somebody');
    damage(inner.held);
    const error = await keychain.read(name).catch((caught: unknown) => caught);
    expect(error).toBeInstanceOf(KeychainError);
    expect(String(error)).toContain('is damaged. Run "halo-mcp setup"');
    expect(String(error)).not.toContain('secret of somebody');
    await keychain.write(name, 'another long secret');
    expect(await keychain.read(name)).toBe('another long secret');
  });
});

/** True where the work was done within so many changes of the store; after those, every one fails. */
async function endsWithin(
  steps: number,
  inner: Keychain,
  run: (keychain: Keychain) => Promise<void>,
): Promise<boolean> {
  let left = steps;
  const step = () => {
    if (left-- <= 0) throw new Error('Dead');
  };
  const dying: Keychain = {
    read: inner.read,
    write: async (key, text) => {
      step();
      await inner.write(key, text);
    },
    remove: async (key) => {
      step();
      return inner.remove(key);
    },
  };
  try {
    await run(splitLongSecrets(dying, maxBytes));
    return true;
  } catch {
    return false;
  }
}
