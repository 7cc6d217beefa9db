import { mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { formatTool, getSurfaceFile, readSurface, surfaceFolder } from '../src/testing/surface.ts';

// Accepts what assistants are now told about the tools; the difference is then seen in review.
await mkdir(surfaceFolder, { recursive: true });
for (const file of await readdir(surfaceFolder)) await rm(join(surfaceFolder, file));
const { tools } = await readSurface();
for (const tool of tools) await writeFile(getSurfaceFile(tool.name), formatTool(tool));
console.log(`Wrote ${tools.length} files to src/tools/surface; look at the difference before you commit it`);
