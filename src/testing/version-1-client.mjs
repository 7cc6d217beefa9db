// A client on version 1 of the official SDK, in Node, as most assistants are.
// node version-1-client.mjs <folder of the SDK> <the program> <calls as JSON> → what it saw, as JSON
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';

const [sdk, command, calls] = process.argv.slice(2);
const load = (file) => import(pathToFileURL(join(sdk, 'dist/esm/client', file)).href);
const { Client } = await load('index.js');
const { StdioClientTransport } = await load('stdio.js');

const client = new Client({ name: 'version-1', version: '1.0.0' });
const [file, ...args] = command.split('\n');
await client.connect(new StdioClientTransport({ command: file, args }));
const { tools } = await client.listTools();
const answers = [];
for (const { tool, args } of JSON.parse(calls)) {
  const { isError = false, content } = await client.callTool({ name: tool, arguments: args });
  answers.push({ tool, isError, text: content[0].text });
}
const server = client.getServerVersion()?.name;
await client.close();
process.stdout.write(JSON.stringify({ server, tools: tools.map(({ name }) => name), answers }));
