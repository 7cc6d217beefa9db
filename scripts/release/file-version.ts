/** Windows knows four numbers: `1.2.3-beta.1` is `1.2.3.0`. */
export function toFileVersion(version: string): string {
  const numbers = /^\d+\.\d+\.\d+/.exec(version)?.[0];
  if (numbers === undefined) throw new Error(`"${version}" is no version`);
  return `${numbers}.0`;
}
