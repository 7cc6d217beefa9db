import { describe, expect, test } from 'bun:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { ConfigProblem } from './config-problem.ts';
import { omitPath } from './entry-value.ts';
import { readTomlEntries, removeTomlEntry, setTomlEntry } from './toml-entry.ts';
import { parseToml } from './toml-parse.ts';

const keyPath = ['mcp_servers'];
const ours = { command: '/bin/halo-mcp', args: ['serve'], env: { HALO_MCP_HOME: '/x' } };
const block = `[mcp_servers.halo]
command = "/bin/halo-mcp"
args = ["serve"]
env = { HALO_MCP_HOME = "/x" }`;
const set = (text: string, value: object = ours) => setTomlEntry(text, keyPath, 'halo', value);
const remove = (text: string) => removeTomlEntry(text, keyPath, 'halo');

describe('a new entry is a table of its own at the end', () => {
  test.each<readonly [string, string, string]>([
    ['in an empty file', '', `${block}\n`],
    ['after a line end', 'a = 1\n', `a = 1\n\n${block}\n`],
    ['without one', 'a = 1', `a = 1\n\n${block}`],
    ['with line ends of Windows', 'a = 1\r\n', `a = 1\n\n${block}\n`.replaceAll('\n', '\r\n')],
    [
      'behind other servers',
      '[mcp_servers.a]\ncommand = "x" # note\n# end\n',
      `[mcp_servers.a]\ncommand = "x" # note\n# end\n\n${block}\n`,
    ],
  ])('%s, and goes without a trace', (_, before, after) => {
    expect(set(before)).toBe(after);
    expect(set(after)).toBe(after);
    expect(remove(after)).toBe(before);
  });

  test('Windows paths are written as they are, everything else is escaped', () => {
    const value = {
      command: 'C:\\Program Files\\halo-mcp.exe',
      args: ["C:\\it's", 'a"b', 'line\nend', 'tab\t', '\u007f', '\u0001', 'ö🦉', ''],
      'odd key': true,
    };
    const text = set('', value);
    expect(text).toContain("command = 'C:\\Program Files\\halo-mcp.exe'");
    expect(readTomlEntries(text, keyPath)).toEqual({ halo: value });
  });

  test('its name may be odd', () => {
    for (const name of ['halo prod', '__proto__', 'a.b', '"', 'ö']) {
      const text = setTomlEntry('a = 1\n', keyPath, name, ours);
      expect(Object.keys(readTomlEntries(text, keyPath))).toEqual([name]);
      expect(removeTomlEntry(text, keyPath, name)).toBe('a = 1\n');
    }
  });
});

describe('an entry that is there', () => {
  test.each<readonly [string, string, string]>([
    [
      'keeps comments and what a person added',
      '[mcp_servers.halo] # ours\ncommand = "old" # was\nstartup_timeout_sec = 20\nenv = {LANG="de"} # more\nargs = ["serve"]\n\n# next\n[b]\n',
      '[mcp_servers.halo] # ours\ncommand = "/bin/halo-mcp" # was\nstartup_timeout_sec = 20\nenv = {LANG="de", HALO_MCP_HOME = "/x"} # more\nargs = ["serve"]\n\n# next\n[b]\n',
    ],
    [
      'keeps a table of variables',
      "[mcp_servers.\"halo\"]\ncommand='old'\n  [mcp_servers.halo.env]\n  LANG = 'de'\n[b]\n",
      '[mcp_servers."halo"]\ncommand="/bin/halo-mcp"\nargs = ["serve"]\n  [mcp_servers.halo.env]\n  LANG = \'de\'\n  HALO_MCP_HOME = "/x"\n[b]\n',
    ],
    [
      'keeps dotted keys',
      '[mcp_servers.halo]\nenv.LANG = "de"\n[b]\n',
      '[mcp_servers.halo]\nenv.LANG = "de"\ncommand = "/bin/halo-mcp"\nargs = ["serve"]\nenv.HALO_MCP_HOME = "/x"\n[b]\n',
    ],
    ['may be empty', '[mcp_servers.halo]', block],
    [
      'may be empty variables alone',
      '[mcp_servers.halo]\nenv = { }',
      `[mcp_servers.halo]\nenv = { HALO_MCP_HOME = "/x" }\ncommand = "/bin/halo-mcp"\nargs = ["serve"]`,
    ],
  ])('%s', (_, before, after) => {
    expect(set(before)).toBe(after);
    expect(set(after)).toBe(after);
  });

  test('loses the members that are to be undefined', () => {
    const value = { command: 'x', cwd: undefined, env: { HALO_MCP_HOME: undefined } };
    const loses = (before: string, after: string) => expect(set(before, value)).toBe(after);
    loses('[mcp_servers.halo]\ncwd = "y" # z\ncommand = "x"\n', '[mcp_servers.halo]\ncommand = "x"\n');
    loses(
      '[mcp_servers.halo]\ncommand = "x"\nenv = { HALO_MCP_HOME = "/x", A = "1" }',
      '[mcp_servers.halo]\ncommand = "x"\nenv = { A = "1" }',
    );
    loses(
      '[mcp_servers.halo]\ncommand = "x"\nenv = { A = "1", HALO_MCP_HOME = "/x" }',
      '[mcp_servers.halo]\ncommand = "x"\nenv = { A = "1" }',
    );
    loses(
      '[mcp_servers.halo]\ncommand = "x"\nenv = {HALO_MCP_HOME="/x"}',
      '[mcp_servers.halo]\ncommand = "x"\nenv = {}',
    );
    loses(
      '[mcp_servers.halo]\ncommand = "x"\n[mcp_servers.halo.env]\nHALO_MCP_HOME = "/x"',
      '[mcp_servers.halo]\ncommand = "x"\n[mcp_servers.halo.env]\n',
    );
    expect(set('', value)).toBe('[mcp_servers.halo]\ncommand = "x"\n');
  });

  test('is cut out with the tables inside it, wherever it stands', () => {
    expect(
      remove(
        'a = 1\n\n[mcp_servers.halo]\ncommand = "x"\n\n[mcp_servers.halo.env]\nA = "1" # end\n\n# next\n[b]\nc = 1\n\n[mcp_servers.halo.more]\n',
      ),
    ).toBe('a = 1\n\n# next\n[b]\nc = 1\n');
    expect(remove('[mcp_servers.halo2]\ncommand = "x"\n')).toBe('[mcp_servers.halo2]\ncommand = "x"\n');
  });
});

test.each([
  ['mcp_servers = { halo = { command = "x" } }', 1, 1],
  ['a = 1\nmcp_servers.halo.command = "x"', 2, 1],
  ['[mcp_servers]\n  halo = { command = "x" }', 2, 3],
  ['[mcp_servers]\nhalo.command = "x"', 2, 1],
  ['[[mcp_servers.halo]]\ncommand = "x"', 1, 1],
])('%j is another form, which stays as it is', (text, line, column) => {
  for (const change of [() => set(text), () => remove(text)]) {
    expect(change).toThrow(ConfigProblem);
    expect(change).toThrow(expect.objectContaining({ line, column }));
  }
});

test('a value in the place of a table is not guessed at', () => {
  expect(() => set('[mcp_servers.halo]\nenv = 1\n')).toThrow('[mcp_servers.halo.env] is not a table');
  expect(() => set('[mcp_servers.halo]\n[mcp_servers.halo.command]\n')).toThrow(
    'is a table where a single value is expected',
  );
});

/** Pieces of TOML that are easily misread, each valid after any other. */
const pieces = [
  (index: number) => `[t${index}]\nk = "a" # [mcp_servers.halo]\n`,
  (index: number) => `[t${index}]\nk = """\n[mcp_servers.halo]\ncommand = 'x'\n\\"\\"\\" ""x"""""\n`,
  (index: number) => `[t${index}]\nk = '''\n"[mcp_servers.halo]\n'''''\n`,
  () => `[[list]]\nk = [ "]", # ]\n  [ 1, ], { x = '}' } ]\nd = 2026-11-24T07:32:00.5Z\n`,
  (index: number) =>
    `\n\n[ "mcp_servers" . s${index} ] # x\n"command" = 'x'\nenv.A = "1"\n[mcp_servers.s${index}.sub]\nn = nan\n`,
  (index: number) => `[mcp_servers."halo.${index}"]\ncommand = "y"\r\n\targs = [\r\n]\r\n`,
  (index: number) => `["__proto__".a${index}]\n"halo ö" = 9223372036854775807\n`,
] as const;

test('in any text an entry is added and cut out again without a trace, and every value stays', () => {
  const texts = fc
    .tuple(
      fc.array(fc.nat(pieces.length - 1), { maxLength: 6 }),
      fc.constantFrom('', '\n', '\n\n', '# end', ' ', '\r\n'),
    )
    .map(([chosen, end]) => chosen.map((piece, index) => pieces[piece]?.(index)).join('') + end);
  const values = fc.record({
    command: fc.string({ unit: 'binary' }),
    args: fc.array(fc.string({ unit: 'binary' }), { maxLength: 3 }),
  });
  fc.assert(
    fc.property(texts, values, (text, value) => {
      const next = set(text, value);
      expect(next.startsWith(text)).toBe(true);
      expect(readTomlEntries(next, keyPath)['halo']).toEqual(value);
      const path = [...keyPath, 'halo'];
      expect(isDeepStrictEqual(omitPath(parseToml(next), path), omitPath(parseToml(text), path))).toBe(true);
      expect(set(next, value)).toBe(next);
      expect(remove(next)).toBe(text);
      // Something that was added later stays too.
      expect(remove(`${next}\n[later]\na = 1\n`)).toContain('[later]\na = 1\n');
    }),
    { numRuns: 1_500 },
  );
});
