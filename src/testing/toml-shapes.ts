import type { ShapeRow } from './config-shapes.ts';

const utf16 = (text: string) => Buffer.from(`\uFEFF${text}`, 'utf16le');

/** Files in TOML, for the key that the servers stand under. */
export function tomlShapes(key: string): readonly ShapeRow[] {
  const servers = `# Codex
model = "gpt-5"
approval_policy = 'on-request'

[KEY.files]
command = "npx"
args = ["-y", "@modelcontextprotocol/server-filesystem"]
env = { "TOKEN" = "abc" } # secret

[projects."/srv/it's"]
trust_level = "trusted"
`;
  const many = (count: number) =>
    Array.from(
      { length: count },
      (_, index) =>
        `[KEY.server-${index}]\ncommand = "/opt/server ${index}"\nargs = ["--port", "${index}"]\n`,
    ).join('\n');
  const notOwn = /can not be a table of its own/;
  const rows: readonly ShapeRow[] = [
    { name: 'other servers', text: servers },
    { name: 'empty', text: '' },
    { name: 'blanks only', text: ' \n\t\n' },
    { name: 'one setting', text: 'model = "gpt-5"\n' },
    { name: 'one setting without a line end', text: 'model = "gpt-5"' },
    { name: 'nothing but a comment', text: '# settings' },
    { name: 'UTF-8 with a mark', text: `\uFEFF${servers}` },
    { name: 'a mark alone', text: '\uFEFF' },
    { name: 'UTF-16, little end first', text: servers, encode: utf16 },
    { name: 'UTF-16, big end first', text: servers, encode: (text) => utf16(text).swap16() },
    { name: 'line ends of Windows', text: servers.replaceAll('\n', '\r\n') },
    { name: 'mixed line ends', text: servers.replace('\n', '\r\n') },
    { name: 'no line end at the end', text: servers.trimEnd() },
    { name: 'empty lines at the end', text: `${servers}\n\n` },
    { name: 'blanks at line ends', text: servers.replaceAll('\n', ' \t\n') },
    { name: 'tabs before everything', text: servers.replaceAll(/^(?=.)/gm, '\t') },
    { name: 'blanks in headers and keys', text: '[ KEY . "a b" ]\n"command"  =  "x"\n' },
    { name: 'thirty other servers', text: many(30) },
    { name: 'five megabytes', text: many(60_000) },
    {
      name: 'a long text with what looks like a table',
      text: `note = """\n[KEY.halo]\ncommand = "x" \\\n"""""\n${servers}`,
    },
    { name: 'a long text in single quotes', text: `note = '''\n[KEY.halo]\n# "''''\n${servers}` },
    { name: 'a comment with what looks like a table', text: `# [KEY.halo]\n# command = "x"\n${servers}` },
    {
      name: 'lists over several lines',
      text: `a = [\n  "[KEY.halo]", # ]\n  [1, 2],\n  { b = "}" },\n]\n${servers}`,
    },
    {
      name: 'lists of tables',
      text: `${servers}\n[[hooks]]\nname = "a"\n[[hooks]]\nname = "b"\n[hooks.more]\nx = 1\n`,
    },
    {
      name: 'dates, large and odd numbers',
      text: `d = 2026-11-24\nt = 07:32:00\nz = 1979-05-27T00:32:00.999-07:00\nl = 1979-05-27 07:32:00\nn = 9223372036854775807\nf = [nan, -inf, +inf, 1e400, 0xff, 1_000]\n${servers}`,
    },
    { name: 'names in other scripts', text: `"文件 🦉" = "\\u00e9"\n${servers}` },
    {
      name: 'names that objects have by themselves',
      text: `[KEY.__proto__]\ncommand = "x"\n[constructor]\na = 1\n`,
    },
    {
      name: 'the servers in a table with a header',
      text: `[KEY]\n\n${servers.slice(servers.indexOf('[KEY.'))}`,
    },
    { name: 'another server with dotted keys', text: 'KEY.a.command = "x"\nmodel = "y"\n' },
    { name: 'another server in braces', text: '[KEY]\na = { command = "x" }\n' },
    {
      name: 'the same name elsewhere',
      text: `[profiles.KEY.halo]\ncommand = "x"\n${servers.slice(servers.indexOf('[KEY.'))}`,
    },
    { name: 'our old entry', text: `${servers}\n[KEY.halo]\n⟦command = "/old/halo-mcp"\nargs = []\n⟧` },
    {
      name: 'our old entry first',
      text: `[KEY.halo]\n⟦command = "/old/halo-mcp"⟧\n\n# files\n[KEY.files]\ncommand = "x"\n`,
    },
    {
      name: 'our old entry in quotes',
      text: `[KEY."halo"]\n⟦command = '/old/halo-mcp'⟧\n\n${servers.slice(servers.indexOf('[KEY.'))}`,
    },
    {
      name: 'our old entry with what a person added',
      text: `[KEY.halo] # ours\n⟦command = "/old/halo-mcp" # old\nstartup_timeout_sec = 20\n[KEY.halo.env]\nLANG = "de"⟧\n\n[z]\na = 1\n`,
    },
    {
      name: 'our old entry with dotted keys inside',
      text: `[KEY.halo]\n⟦env.LANG = "de"\ncommand = "/old/halo-mcp"⟧\n\n[z]\n`,
    },
    {
      name: 'our old entry over several lines',
      text: `[KEY.halo]\n⟦command = """\n/old/halo-mcp"""\nargs = [\n  "serve", # ]\n]⟧\n[z]\n`,
    },
    { name: 'the variables of our old entry alone', text: `[KEY.halo.env]\nLANG = "de"⟦⟧\n` },
    {
      name: 'our old entry in braces',
      text: '[KEY]\nhalo = { command = "/old/halo-mcp" }\n',
      refusal: notOwn,
    },
    { name: 'our old entry with dotted keys', text: 'KEY.halo.command = "/old/halo-mcp"\n', refusal: notOwn },
    {
      name: 'all servers in braces',
      text: 'model = "x"\nKEY = { a = { command = "x" } }\n',
      refusal: /table of its own.*line 2, column 1/,
    },
    { name: 'no servers in braces', text: 'KEY = {}\n', refusal: notOwn },
    { name: 'our entry one of several', text: '[[KEY.halo]]\ncommand = "x"\n', refusal: /double brackets/ },
    { name: 'servers a list of tables', text: '[[KEY]]\ncommand = "x"\n', refusal: /"KEY" is not a table/ },
    { name: 'servers a text', text: 'KEY = "x"\n', refusal: /"KEY" is not a table/ },
    {
      name: 'a table twice',
      text: `${servers}\n[KEY.files]\ncommand = "y"\n`,
      refusal: /already defined.*line 13, column/,
    },
    { name: 'a key twice', text: `model = "a"\n${servers}`, refusal: /already defined.*line 3, column/ },
    {
      name: 'our entry twice',
      text: '[KEY.halo]\n[KEY."halo"]\n',
      refusal: /already defined.*line 2, column/,
    },
    { name: 'cut off', text: servers.slice(0, servers.indexOf('-y') + 1), refusal: /TOML.*line \d+, column/ },
    { name: 'cut off in a header', text: `${servers}[KEY.ha`, refusal: /TOML.*line 12, column/ },
    { name: 'JSON', text: '{ "KEY": {} }', refusal: /TOML.*line 1, column/ },
    { name: 'a single backslash', text: 'path = "C:\\Users\\x"\n', refusal: /TOML.*line 1, column/ },
    { name: 'marks of a merge', text: `<<<<<<< HEAD\n${servers}`, refusal: /TOML.*line 1, column/ },
    { name: 'line ends of old Macs', text: servers.replaceAll('\n', '\r'), refusal: /TOML.*line 1, column/ },
    {
      name: 'bytes that are no UTF-8',
      text: '',
      encode: () => Buffer.from([0x23, 0xff, 0xc3]),
      refusal: /not text/,
    },
    {
      name: 'UTF-16 without a mark',
      text: servers,
      encode: (text) => Buffer.from(text, 'utf16le'),
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
      text: `a = ${'['.repeat(200_000)}`,
      refusal: /line 1|deeper/,
    },
  ];
  return rows.map((row) => ({
    ...row,
    text: row.text.replaceAll('KEY', key),
    ...(row.refusal && { refusal: new RegExp(row.refusal.source.replaceAll('KEY', key)) }),
  }));
}
