import { chmodSync, mkdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import type { ConfigFormat } from '../desktop/assistants/config-file.ts';
import { jsonShapes } from './json-shapes.ts';
import { tomlShapes } from './toml-shapes.ts';

/** A file of an assistant as it is found in the world, and what must become of it when we add ourselves as `halo`. */
export interface ConfigShape {
  readonly name: string;
  /** Undefined when there is no file. */
  readonly bytes: Uint8Array | undefined;
  /** What must stay, byte for byte, before and after the old entry's value; undefined where we have none in the file yet. */
  readonly around: { readonly head: Uint8Array; readonly tail: Uint8Array } | undefined;
  /** Undefined: our entry gets in. Otherwise the file stays as it is, and the error says this. */
  readonly refusal: RegExp | undefined;
  /** Puts the file at a path whose folder is there. */
  readonly arrange: (path: string) => void;
}

/** One row of the tables of shapes. In texts `KEY` stands for the key of the servers. */
export interface ShapeRow {
  readonly name: string;
  /** With `⟦` and `⟧` around the value of our old entry, where there is one. */
  readonly text: string;
  readonly encode?: (text: string) => Uint8Array;
  readonly refusal?: RegExp;
  /** Where JSON without comments and with them differ. */
  readonly strictRefusal?: RegExp;
}

/** Home folders of people whose names programs have stumbled over. */
export const homeFolderNames = [
  'dana',
  'Dana O’Brien',
  'Zoë Müller-Łukasz',
  '山田 太郎 🦉',
  "it's 100% (copy) & [x] #1",
] as const;

/** Every shape for a format with one key: at least forty. */
export function listConfigShapes({ kind, keyPath }: ConfigFormat): readonly ConfigShape[] {
  const [key = ''] = keyPath;
  if (keyPath.length !== 1) throw new Error('the shapes are for formats with one key');
  const rows = kind === 'toml' ? tomlShapes(key) : jsonShapes(key);
  const plain = rows.find(({ name }) => name === 'other servers');
  if (!plain) throw new Error('there is no plain shape');
  return [...rows.map((row) => toShape(row, kind)), ...placeShapes(toShape(plain, kind))];
}

function toShape(
  { name, text, encode = (plain) => Buffer.from(plain), refusal, strictRefusal }: ShapeRow,
  kind: ConfigFormat['kind'],
): ConfigShape {
  const bytes = encode(text.replace(/[⟦⟧]/g, ''));
  const [, head, tail] = /^([\s\S]*)⟦[\s\S]*⟧([\s\S]*)$/.exec(text) ?? [];
  return {
    name,
    bytes,
    around:
      head === undefined || tail === undefined
        ? undefined
        : { head: Buffer.from(head), tail: Buffer.from(tail) },
    refusal: refusal ?? (kind === 'json' ? strictRefusal : undefined),
    arrange: (path) => writeFileSync(path, bytes),
  };
}

/** What is special here is not what the file holds but how it lies there. */
function placeShapes(plain: ConfigShape): readonly ConfigShape[] {
  const bytes = plain.bytes ?? new Uint8Array();
  const absent: ConfigShape = { ...plain, name: 'no file', bytes: undefined, arrange: () => undefined };
  const real = (path: string) => join(dirname(path), 'dotfiles', 'real file');
  const writeReal = (path: string) => {
    mkdirSync(dirname(real(path)));
    writeFileSync(real(path), bytes);
  };
  const shapes: ConfigShape[] = [
    absent,
    { ...absent, name: 'no folder', arrange: (path) => rmSync(dirname(path), { recursive: true }) },
    {
      ...absent,
      name: 'a folder in its place',
      refusal: /is a folder|not a file/,
      arrange: (path) => mkdirSync(path),
    },
    {
      ...plain,
      name: 'marked read-only',
      refusal: /marked read-only/,
      arrange: (path) => {
        writeFileSync(path, bytes);
        chmodSync(path, 0o444);
      },
    },
  ];
  if (process.platform === 'win32') return shapes;
  return [
    ...shapes,
    ...[0o600, 0o644, 0o664].map((mode) => ({
      ...plain,
      name: `permission ${mode.toString(8)}`,
      arrange: (path: string) => {
        writeFileSync(path, bytes);
        chmodSync(path, mode);
      },
    })),
    {
      ...plain,
      name: 'a link with a full path',
      arrange: (path) => {
        writeReal(path);
        symlinkSync(real(path), path);
      },
    },
    {
      ...plain,
      name: 'a relative link',
      arrange: (path) => {
        writeReal(path);
        symlinkSync(join('dotfiles', 'real file'), path);
      },
    },
    {
      ...plain,
      name: 'a link to a link in a linked folder',
      arrange: (path) => {
        writeReal(path);
        symlinkSync('dotfiles', join(dirname(path), 'linked'));
        symlinkSync('real file', join(dirname(path), 'dotfiles', 'link'));
        symlinkSync(join('linked', 'link'), path);
      },
    },
    {
      ...absent,
      name: 'a link to a file that is not there',
      arrange: (path) => symlinkSync(join('dotfiles', 'real file'), path),
    },
    {
      ...absent,
      name: 'a link to itself',
      refusal: /leads back to itself/,
      arrange: (path) => symlinkSync(path, path),
    },
  ];
}
