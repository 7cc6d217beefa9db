import type { ShapeRow } from './config-shapes.ts';

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

/** Files in JSON, for the key that the servers stand under. */
export function jsonShapes(key: string): readonly ShapeRow[] {
  const servers = `{
  "theme": "dark",
  "KEY": {
    "files": {
      "command": "npx",
      "args": ["-y", "@modelcontextprotocol/server-filesystem", "/srv"]
    },
    "github": {
      "command": "docker",
      "env": { "TOKEN": "abc" }
    }
  },
  "isUsageMetricsEnabled": true
}
`;
  const old = (value: string, more = '') => `{
  "KEY": {
    "files": { "command": "npx" },
    "halo": ⟦${value}⟧${more}
  }
}
`;
  const duplicate = /twice/;
  const escapedKey = `\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}`;
  const many = (count: number) =>
    Object.fromEntries(
      Array.from({ length: count }, (_, index) => [
        `server-${index}`,
        { command: `/opt/server ${index}`, args: ['--port', String(index)], env: { TOKEN: `t${index}` } },
      ]),
    );
  const rows: readonly ShapeRow[] = [
    { name: 'other servers', text: servers },
    { name: 'empty', text: '' },
    { name: 'blanks only', text: '  \n\t\n' },
    { name: 'an empty object', text: '{}' },
    { name: 'an empty object and a line end', text: '{}\n' },
    { name: 'an empty object with a blank', text: '{ }' },
    { name: 'an empty object over two lines', text: '{\r\n}\r\n' },
    { name: 'no servers yet', text: '{\n  "KEY": {}\n}\n' },
    { name: 'no servers yet, over two lines', text: '{\n  "KEY": {\n  }\n}\n' },
    { name: 'no servers yet, in one line', text: '{"a":1,"KEY":{},"b":2}' },
    { name: 'other settings only', text: '{\n  "globalShortcut": "",\n  "preferences": { "a": true }\n}\n' },
    { name: 'UTF-8 with a mark', text: `\uFEFF${servers}` },
    { name: 'a mark alone', text: '\uFEFF' },
    { name: 'UTF-16, little end first', text: servers, encode: utf16 },
    { name: 'UTF-16, big end first', text: servers, encode: (text) => utf16(text).swap16() },
    { name: 'line ends of Windows', text: servers.replaceAll('\n', '\r\n') },
    { name: 'line ends of old Macs', text: servers.replaceAll('\n', '\r') },
    { name: 'mixed line ends', text: servers.replace('\n', '\r\n') },
    { name: 'no line end at the end', text: servers.trimEnd() },
    { name: 'blank lines and blanks at line ends', text: servers.replaceAll('\n', '  \n\n') },
    { name: 'tabs', text: servers.replaceAll('  ', '\t') },
    { name: 'four blanks', text: servers.replaceAll('  ', '    ') },
    { name: 'no indentation', text: servers.replaceAll(/\n +/g, '\n') },
    { name: 'in one line', text: JSON.stringify(JSON.parse(servers)) },
    { name: 'in one line with blanks', text: '{ "KEY": { "a": { "command": "x" } } }' },
    {
      name: 'a line for each server',
      text: '{\n  "KEY": {\n    "a": {"command":"x"},\n    "b": {"command":"y"}\n  }\n}',
    },
    { name: 'commas before names', text: '{\n  "KEY": {\n    "a": {}\n  , "b": {}\n  }\n}' },
    {
      name: 'braces on lines of their own',
      text: '{\n  "KEY":\n  {\n    "a":\n    {\n      "command": "x"\n    }\n  }\n}',
    },
    { name: 'the closing brace behind the last', text: '{\n  "KEY": {\n    "a": { "command": "x" } } }' },
    { name: 'thirty other servers', text: JSON.stringify({ a: 1, KEY: many(30), z: [] }, undefined, 2) },
    {
      name: 'five megabytes',
      text: JSON.stringify({ history: many(28_000), KEY: many(3), z: [] }, undefined, 2),
    },
    { name: 'five megabytes in one line', text: JSON.stringify({ KEY: many(3), history: many(50_000) }) },
    { name: 'lists in lists in lists', text: `{"deep":${'['.repeat(500)}${']'.repeat(500)},"KEY":{}}` },
    { name: 'our old entry', text: old('{ "command": "/old/halo-mcp", "args": ["serve"] }') },
    {
      name: 'our old entry between others',
      text: old('{\n      "command": "/old/halo-mcp"\n    }', ',\n    "z": { "command": "z" }'),
    },
    {
      name: 'our old entry with what a person added',
      text: old(
        '{\n      "disabled": true,\n      "command": "/old/halo-mcp",\n      "env": { "LANG": "de" }\n    }',
      ),
    },
    {
      name: 'our old entry in one line',
      text: '{"KEY":{"halo":⟦{"command":"/old/halo-mcp","args":[]}⟧,"z":{}}}',
    },
    { name: 'our old entry empty', text: old('{}') },
    { name: 'our old entry a text', text: old('"/old/halo-mcp"') },
    { name: 'our old entry null', text: old('null') },
    { name: 'names with escapes', text: servers.replace('KEY', escapedKey) },
    {
      name: 'names and values in other scripts',
      text: servers.replace('files', '文件 🦉').replace('npx', 'C:\\\\Üser\\\\\\u00e9\\ud83e\\udd89\\/x'),
    },
    {
      name: 'names that objects have by themselves',
      text: '{\n  "__proto__": { "a": 1 },\n  "KEY": {\n    "constructor": {},\n    "__proto__": { "command": "x" }\n  }\n}',
    },
    {
      name: 'the same name elsewhere',
      text: `{\n  "projects": { "/srv": { "KEY": { "halo": { "command": "x" } } } },\n${servers.slice(2)}`,
    },
    {
      name: 'texts that look like JSON',
      text: servers.replace('dark', '// \\"KEY\\": { /* } , ] \\\\'),
    },
    {
      name: 'numbers that lose something when read',
      text: servers.replace('true', '[12345678901234567890, 1.0, -0, 1E5, 0.1e-7]'),
    },
    {
      name: 'the same name twice where it harms nobody',
      text: servers.replace('"theme"', '"theme": "light",\n  "theme"'),
    },
    { name: 'half a surrogate pair', text: servers.replace('dark', '\\ud83e') },
    {
      name: 'comments',
      text: servers
        .replace('"theme"', '// mine\n  /* all\n mine */ "theme"')
        .replace('"abc" }', '"abc" } // end'),
      strictRefusal: /comment.*line 2, column 3/,
    },
    {
      name: 'a comment after the last server',
      text: '{\n  "KEY": {\n    "a": {} // note\n    // "b": {}\n  } /* end */\n}\n// bye',
      strictRefusal: /comment.*line 3, column 13/,
    },
    {
      name: 'comments where servers shall be',
      text: '{\n  "KEY": { // none yet\n    /* still none */\n  }\n}',
      strictRefusal: /comment.*line 2, column/,
    },
    { name: 'nothing but a comment', text: '// settings', strictRefusal: /comment.*line 1, column 1/ },
    {
      name: 'a comma after the last',
      text: '{\n  "KEY": {\n    "a": {},\n    "b": {},\n  },\n}\n',
      strictRefusal: /comma too many.*line 5, column 3/,
    },
    {
      name: 'our old entry under a comment, with a comma behind it',
      text: old('{ "command": "/old/halo-mcp" /* old */ }', ', // ours'),
      strictRefusal: /comment/,
    },
    {
      name: 'cut off',
      text: servers.slice(0, servers.indexOf('docker') + 3),
      refusal: /not closed.*line 9, column 18/,
    },
    {
      name: 'cut off between',
      text: servers.slice(0, servers.indexOf('"docker')),
      refusal: /value is missing.*line 9, column 18/,
    },
    { name: 'a closing brace too many', text: `${servers}}`, refusal: /after the end.*line 15, column 1/ },
    { name: 'two documents', text: servers + servers, refusal: /after the end.*line 15, column 1/ },
    {
      name: 'a missing comma',
      text: servers.replace('"dark",', '"dark"'),
      refusal: /comma.*line 3, column 3/,
    },
    {
      name: 'a missing colon',
      text: servers.replace('"theme":', '"theme"'),
      refusal: /colon.*line 2, column 11/,
    },
    { name: 'single quotes', text: "{ 'KEY': {} }", refusal: /line 1, column 3/ },
    { name: 'names without quotes', text: '{ KEY: {} }', refusal: /line 1, column 3/ },
    { name: 'no number', text: '{ "a": NaN, "KEY": {} }', refusal: /line 1, column 8/ },
    {
      name: 'a single backslash',
      text: '{ "path": "C:\\Users", "KEY": {} }',
      refusal: /backslash.*line 1, column/,
    },
    { name: 'a line end in a text', text: '{ "a": "x\ny", "KEY": {} }', refusal: /line 1, column/ },
    { name: 'marks of a merge', text: `<<<<<<< HEAD\n${servers}>>>>>>> main\n`, refusal: /line 1, column 1/ },
    { name: 'a web page', text: '<!doctype html>\n<title>Sign in</title>', refusal: /line 1, column 1/ },
    { name: 'a list', text: '[{ "KEY": {} }]', refusal: /a list where.*line 1, column 1/ },
    { name: 'a text', text: '"KEY"', refusal: /a string where.*line 1, column 1/ },
    { name: 'null', text: 'null\n', refusal: /null where.*line 1, column 1/ },
    { name: 'servers null', text: '{\n  "KEY": null\n}', refusal: /"KEY" holds null.*line 2, column/ },
    { name: 'servers a list', text: '{\n  "KEY": []\n}', refusal: /"KEY" holds a list.*line 2, column/ },
    { name: 'servers a text', text: '{\n  "KEY": ""\n}', refusal: /"KEY" holds a string.*line 2, column/ },
    {
      name: 'servers twice',
      text: '{\n  "KEY": {},\n  "a": 1,\n  "KEY": {}\n}',
      refusal: /"KEY" twice.*line 4, column 3/,
    },
    {
      name: 'servers twice, once with escapes',
      text: `{\n  "KEY": {},\n  "${escapedKey}": {}\n}`,
      refusal: /"KEY" twice.*line 3/,
    },
    { name: 'a server twice', text: '{ "KEY": { "a": {}, "a": { "command": "x" } } }', refusal: duplicate },
    { name: 'our entry twice', text: '{ "KEY": { "halo": {}, "halo": {} } }', refusal: duplicate },
    {
      name: 'a member of our entry twice',
      text: '{ "KEY": { "halo": { "command": "/a/halo-mcp", "command": "/b/halo-mcp" } } }',
      refusal: duplicate,
    },
    {
      name: 'bytes that are no UTF-8',
      text: '',
      encode: () => Buffer.from([0x7b, 0xff, 0xc3, 0x7d]),
      refusal: /not text/,
    },
    {
      name: 'UTF-16 without a mark',
      text: servers,
      encode: (text) => Buffer.from(text, 'utf16le'),
      refusal: /not text/,
    },
    {
      name: 'UTF-16 cut in half a character',
      text: servers,
      encode: (text) => utf16(text).subarray(0, 99),
      refusal: /not text/,
    },
    {
      name: 'a program',
      text: '',
      encode: () => Buffer.from('\x7fELF\x02\x01\0\0\0\0', 'latin1'),
      refusal: /not text/,
    },
    {
      name: 'nested deeper than a program can follow',
      text: `{"a":${'['.repeat(200_000)}`,
      refusal: /deeper|missing/,
    },
  ];
  return rows.map((row) => ({
    ...row,
    text: row.text.replaceAll('KEY', key),
    ...(row.refusal && { refusal: new RegExp(row.refusal.source.replaceAll('KEY', key)) }),
  }));
}
