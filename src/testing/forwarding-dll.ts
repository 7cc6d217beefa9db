/**
 * A Windows DLL (x64) without any code: each of its functions is another library's, given as `library.function`.
 * Room for one page of names, which is plenty.
 */
export function createForwardingDll(
  name: string,
  forwards: Readonly<Record<string, string>>,
): { readonly name: string; readonly bytes: Uint8Array } {
  const exports = layOutExports(name, forwards);
  const bytes = new Uint8Array(fileAlignment * 2);
  const view = new DataView(bytes.buffer);
  writeHeaders(view, exports.size);
  exports.write(view);
  return { name, bytes };
}

/** Of sections in memory and in the file. */
const pageSize = 0x1000;
const fileAlignment = 0x200;
/** Where the only section begins once it is loaded. */
const sectionAddress = pageSize;

const peHeaderAt = 0x80;
const optionalHeaderAt = peHeaderAt + 24;
const optionalHeaderSize = 240;
const sectionTableAt = optionalHeaderAt + optionalHeaderSize;

function writeHeaders(view: DataView, exportsSize: number): void {
  const write16 = (at: number, value: number) => view.setUint16(at, value, true);
  const write32 = (at: number, value: number) => view.setUint32(at, value, true);
  const write64 = (at: number, value: number) => view.setBigUint64(at, BigInt(value), true);
  writeText(view, 0, 'MZ');
  write32(0x3c, peHeaderAt);

  writeText(view, peHeaderAt, 'PE\0\0');
  write16(peHeaderAt + 4, 0x8664); // x64
  write16(peHeaderAt + 6, 1); // sections
  write16(peHeaderAt + 20, optionalHeaderSize);
  write16(peHeaderAt + 22, 0x2022); // an executable image, large addresses, a DLL

  const optional = optionalHeaderAt;
  write16(optional, 0x20b); // 64 bit
  write64(optional + 24, 0x180000000); // where it would like to be loaded
  write32(optional + 32, pageSize);
  write32(optional + 36, fileAlignment);
  write16(optional + 40, 6); // Windows Vista and later, as system version …
  write16(optional + 48, 6); // … and as subsystem version
  write32(optional + 56, sectionAddress + pageSize); // all of it in memory
  write32(optional + 60, fileAlignment); // all headers
  write16(optional + 68, 3); // a console program's library
  write16(optional + 70, 0x140); // may be loaded anywhere, holds no executable data
  write64(optional + 72, 0x100000); // stack and heap: reserved, committed
  write64(optional + 80, 0x1000);
  write64(optional + 88, 0x100000);
  write64(optional + 96, 0x1000);
  write32(optional + 108, 16); // entries of the table that begins here
  write32(optional + 112, sectionAddress); // its first entry: exports. Forwards count as such only inside it
  write32(optional + 116, exportsSize);

  writeText(view, sectionTableAt, '.edata');
  write32(sectionTableAt + 8, fileAlignment);
  write32(sectionTableAt + 12, sectionAddress);
  write32(sectionTableAt + 16, fileAlignment);
  write32(sectionTableAt + 20, fileAlignment); // where it is in the file
  write32(sectionTableAt + 36, 0x40000040); // readable data
}

/** The export directory, then addresses, name addresses and ordinals of the functions, then all texts. */
function layOutExports(name: string, forwards: Readonly<Record<string, string>>) {
  const functions = Object.entries(forwards).sort(([a], [b]) => (a < b ? -1 : 1)); // Windows searches by halving
  const directorySize = 40;
  const texts = [name, ...functions.flat()];
  const textsAt = directorySize + functions.length * 10;
  const textAt = (index: number) =>
    textsAt + texts.slice(0, index).reduce((sum, text) => sum + text.length + 1, 0);
  const size = textAt(texts.length);
  if (size > fileAlignment) throw new Error(`${name} has more names than fit`);

  const write = (view: DataView) => {
    const write32 = (at: number, value: number) => view.setUint32(fileAlignment + at, value, true);
    const addressesAt = directorySize;
    const namesAt = addressesAt + functions.length * 4;
    const ordinalsAt = namesAt + functions.length * 4;
    write32(12, sectionAddress + textAt(0));
    write32(16, 1); // the first ordinal
    write32(20, functions.length);
    write32(24, functions.length);
    write32(28, sectionAddress + addressesAt);
    write32(32, sectionAddress + namesAt);
    write32(36, sectionAddress + ordinalsAt);
    for (const index of functions.keys()) {
      write32(addressesAt + index * 4, sectionAddress + textAt(2 + index * 2));
      write32(namesAt + index * 4, sectionAddress + textAt(1 + index * 2));
      view.setUint16(fileAlignment + ordinalsAt + index * 2, index, true);
    }
    for (const [index, text] of texts.entries()) writeText(view, fileAlignment + textAt(index), text);
  };
  return { size, write };
}

function writeText(view: DataView, at: number, text: string): void {
  for (let index = 0; index < text.length; index++) view.setUint8(at + index, text.charCodeAt(index));
}
