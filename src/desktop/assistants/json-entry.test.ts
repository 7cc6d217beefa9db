import { describe, expect, test } from 'bun:test';
import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import { readJsonEntries, removeJsonEntry, setJsonEntry } from './json-entry.ts';
import type { JsonKind } from './json-tree.ts';

const ours = { command: '/bin/halo-mcp', args: ['serve'] };
const at = (keyPath: readonly string[], kind: JsonKind = 'jsonc') => ({ kind, keyPath });
const place = at(['s']);
const set = (text: string, value: object = ours) => setJsonEntry(text, place, 'halo', value);
const remove = (text: string) => removeJsonEntry(text, place, 'halo');

describe('a new entry', () => {
  test.each<readonly [name: string, before: string, after: string]>([
    [
      'is laid out like its neighbours, and a comment stays with the one it follows',
      '{\n\t"s": {\n\t\t"a": {\n\t\t\t"command": "x"\n\t\t} // note\n\t\t// old\n\t}\n}',
      '{\n\t"s": {\n\t\t"a": {\n\t\t\t"command": "x"\n\t\t}, // note\n\t\t"halo": {\n\t\t\t"command": "/bin/halo-mcp",\n\t\t\t"args": [\n\t\t\t\t"serve"\n\t\t\t]\n\t\t}\n\t\t// old\n\t}\n}',
    ],
    [
      'stands in one line next to neighbours that do',
      '{\r\n    "s": {\r\n        "a": {"command":"x"},\r\n    }\r\n}',
      '{\r\n    "s": {\r\n        "a": {"command":"x"},\r\n        "halo": {"command": "/bin/halo-mcp", "args": ["serve"]},\r\n    }\r\n}',
    ],
    [
      'keeps a text without blanks so',
      '{"a":1,"s":{"x":{}}}',
      '{"a":1,"s":{"x":{},"halo":{"command":"/bin/halo-mcp","args":["serve"]}}}',
    ],
    [
      'goes before a closing brace in the same line',
      '{\n  "s": {\n    "x": {} } }',
      '{\n  "s": {\n    "x": {},\n    "halo": {\n      "command": "/bin/halo-mcp",\n      "args": [\n        "serve"\n      ]\n    } } }',
    ],
    [
      'stays out of a comment that runs to the end of the line',
      '{ "s": { "x": {} // note\n} }',
      '{ "s": { "x": {}, // note\n  "halo": {\n    "command": "/bin/halo-mcp",\n    "args": [\n      "serve"\n    ]\n  }\n} }',
    ],
    [
      'opens an empty object',
      '{\n    "s": {}\n}\n',
      '{\n    "s": {\n        "halo": {\n            "command": "/bin/halo-mcp",\n            "args": [\n                "serve"\n            ]\n        }\n    }\n}\n',
    ],
    [
      'makes a file that has nothing but blanks',
      '\r\n',
      '{\r\n  "s": {\r\n    "halo": {\r\n      "command": "/bin/halo-mcp",\r\n      "args": [\r\n        "serve"\r\n      ]\r\n    }\r\n  }\r\n}\r\n',
    ],
  ])('%s', (_, before, after) => {
    expect(set(before)).toBe(after);
  });

  test('makes the objects it stands in', () => {
    const nested = at(['mcp', 'servers']);
    expect(setJsonEntry('{"mcp":{"x":1}}', nested, 'halo', { a: [] })).toBe(
      '{"mcp":{"x":1,"servers":{"halo":{"a":[]}}}}',
    );
    expect(setJsonEntry('{"x":1}', nested, 'halo', { a: 1 })).toBe(
      '{"x":1,"mcp":{"servers":{"halo":{"a":1}}}}',
    );
    expect(setJsonEntry('{"mcp":{"servers":{}}}', nested, 'halo', { a: 1 })).toBe(
      '{"mcp":{"servers":{"halo":{"a":1}}}}',
    );
  });

  test('stands under its own name, however odd that is', () => {
    const text = setJsonEntry('{"s":{}}', place, '__proto__', ours);
    expect(Object.keys(readJsonEntries(text, place))).toEqual(['__proto__']);
    expect(setJsonEntry('{}', at(['constructor']), 'toString', { a: 1 })).toContain('"toString": {');
  });
});

describe('an entry that is there', () => {
  test('gets our members, and keeps those that a person added', () => {
    const text = `{
  "s": {
    "halo": {
      "disabled": true, // for now
      "command": "/old", /* was */
      "env": { "LANG": "de" },
      "autoApprove": ["list_tickets"]
    }
  }
}`;
    expect(set(text, { ...ours, env: { HALO_MCP_HOME: '/x' } })).toBe(`{
  "s": {
    "halo": {
      "disabled": true, // for now
      "command": "/bin/halo-mcp", /* was */
      "env": { "LANG": "de", "HALO_MCP_HOME": "/x" },
      "autoApprove": ["list_tickets"],
      "args": ["serve"]
    }
  }
}`);
  });

  test('loses the members that are to be undefined', () => {
    const value = { command: 'x', env: { HALO_MCP_HOME: undefined, OTHER: undefined } };
    expect(set('{"s":{"halo":{"env":{"HALO_MCP_HOME":"/x","LANG":"de"},"command":"x"}}}', value)).toBe(
      '{"s":{"halo":{"env":{"LANG":"de"},"command":"x"}}}',
    );
    expect(set('{"s":{"halo":{"command":"x"}}}', value)).toBe('{"s":{"halo":{"command":"x"}}}');
    expect(set('{"s":{}}', value)).toBe('{"s":{"halo":{"command":"x"}}}');
  });

  test('stays as it is when it is right, whatever its order, blanks and escapes', () => {
    const text = '{"s" : { "halo":{ "args" :[ "s\\u0065rve" ]\n,"command":"\\/bin/halo-mcp"}}}';
    expect(set(text)).toBe(text);
  });

  test.each(['null', '"x"', '[1]', '1'])('%s in its place gives way', (value) => {
    expect(set(`{"a":1,"s":{"halo":${value},"b":2}}`)).toBe(
      '{"a":1,"s":{"halo":{"command":"/bin/halo-mcp","args":["serve"]},"b":2}}',
    );
  });
});

describe('an entry that is cut out', () => {
  test.each<readonly [name: string, before: string, after: string]>([
    ['first', '{\n  "s": {\n    "halo": {},\n    "b": 1\n  }\n}', '{\n  "s": {\n    "b": 1\n  }\n}'],
    [
      'between',
      '{\n  "s": {\n    "a": 1,\n    "halo": {\n    },\n    "b": 1\n  }\n}',
      '{\n  "s": {\n    "a": 1,\n    "b": 1\n  }\n}',
    ],
    ['last', '{\n  "s": {\n    "a": 1,\n    "halo": {}\n  }\n}', '{\n  "s": {\n    "a": 1\n  }\n}'],
    ['alone', '{\n  "s": {\n    "halo": {}\n  }\n}', '{\n  "s": {}\n}'],
    ['alone in one line', '{ "s": { "halo": {} } }', '{ "s": { } }'],
    ['first in one line', '{ "s": { "halo": {}, "b": 1 } }', '{ "s": { "b": 1 } }'],
    ['last in one line', '{"s":{"a":1,"halo":{}}}', '{"s":{"a":1}}'],
    ['before a comma of its own', '{ "s": { "a": 1, "halo": {}, } }', '{ "s": { "a": 1, } }'],
    ['with its comma after a comment', '{"s":{"halo":{} /* x */ , "b":1}}', '{"s":{/* x */  "b":1}}'],
    [
      'from a line with its own comment',
      '{"s":{\n  "a": 1,\n  "halo": {} // ours\n}}',
      '{"s":{\n  "a": 1\n  // ours\n}}',
    ],
    ['from between comments', '{"s":{ // one\n  "halo": {} }}', '{"s":{ // one\n  }}'],
    [
      'from between lines of comments',
      '{"s":{\n  // one\n  "halo": {},\n  // two\n}}',
      '{"s":{\n  // one\n  // two\n}}',
    ],
    ['with a comma on the next line', '{"s":{\n  "a": 1\n, "halo": {}\n}}', '{"s":{\n  "a": 1\n\n}}'],
    ['that is not there', '{"s":{"a":1}}', '{"s":{"a":1}}'],
    ['without anything around', ' ', ' '],
  ])('%s', (_, before, after) => {
    const result = remove(before);
    expect(readJsonEntries(result, place)).not.toHaveProperty('halo');
    expect(result).toBe(after);
  });
});

test('entries are read with every kind of value', () => {
  expect(readJsonEntries('{"s":{"a":{"x":[1,null,true]},"\\u0062":"c"}}', place)).toEqual({
    a: { x: [1, null, true] },
    b: 'c',
  });
  expect(readJsonEntries('{}', place)).toEqual({});
  expect(readJsonEntries('', place)).toEqual({});
});

/** A value as someone may have written it, with blanks and comments wherever they may stand. */
const documents = fc.boolean().chain((isStrict) => {
  const blanks = fc.constantFrom('', '', ' ', '\n', '\r\n', '\n  ', '\n\t', '  \n    ');
  const comment = fc.constantFrom('// x, "}\n', '/* y, { */', '/*\n*/', '//\r\n');
  const gap = isStrict
    ? blanks
    : fc
        .array(fc.oneof({ weight: 4, arbitrary: blanks }, { weight: 1, arbitrary: comment }), {
          maxLength: 3,
        })
        .map((parts) => parts.join(''));
  const comma = isStrict ? fc.constant('') : fc.constantFrom('', '', ',');
  const key = fc.oneof(
    fc.constantFrom('a', 'halo2', '__proto__', 's', 'é🦉', 'x\\"y'),
    fc.string({ maxLength: 4 }),
  );
  const scalar = fc.oneof(
    fc.string().map((text) => JSON.stringify(text)),
    fc.constantFrom('1', '-0.50e3', 'true', 'null', '"// }"', '"\\u0041"'),
  );
  const { value } = fc.letrec<{ value: string; object: string; list: string }>((tie) => ({
    value: fc.oneof({ depthSize: 'small', withCrossShrink: true }, scalar, tie('object'), tie('list')),
    object: writeObject(tie('value')),
    list: fc
      .tuple(fc.array(fc.tuple(gap, tie('value'), gap), { maxLength: 3 }), comma, gap)
      .map(
        ([items, end, last]) =>
          `[${items.map((item) => item.join('')).join(',')}${items.length > 0 ? end : ''}${last}]`,
      ),
  }));
  function writeObject(
    member: fc.Arbitrary<string>,
    extra: readonly (readonly [string, fc.Arbitrary<string>])[] = [],
    banned: readonly string[] = [],
  ) {
    const members = fc.uniqueArray(fc.tuple(key, member), {
      maxLength: 3,
      selector: ([name]) => JSON.parse(writeKey(name)),
    });
    const more = fc.tuple(...extra.map(([name, arbitrary]) => fc.tuple(fc.constant(name), arbitrary)));
    return fc
      .tuple(
        members,
        more,
        fc.array(fc.tuple(gap, gap, gap, gap), { minLength: 5, maxLength: 5 }),
        comma,
        fc.nat(),
      )
      .map(([own, others, gaps, end, turn]) => {
        const names = new Set([...banned, ...extra.map(([name]) => name)]);
        const all = [...own.filter(([name]) => !names.has(JSON.parse(writeKey(name)))), ...others];
        const order = all.map((_, index) => all[(index + turn) % all.length] ?? (['', ''] as const));
        const text = order
          .map(([name, content], index) => {
            const [a = '', b = '', c = '', d = ''] = gaps[index] ?? [];
            return `${a}${writeKey(name)}${b}:${c}${content}${d}`;
          })
          .join(',');
        return `{${text}${order.length > 0 ? end : ''}${gaps[4]?.[0] ?? ''}}`;
      });
  }
  const servers = fc.option(writeObject(value), { nil: undefined });
  const root = servers.chain((object) =>
    writeObject(value, object === undefined ? [] : [['s', fc.constant(object)]], ['s']),
  );
  return fc
    .tuple(gap, root, gap)
    .map((parts) => ({ kind: isStrict ? ('json' as const) : ('jsonc' as const), text: parts.join('') }));
});

function writeKey(name: string): string {
  return name === 'x\\"y' ? '"x\\u0022y"' : JSON.stringify(name);
}

const values = fc.record(
  {
    command: fc.string(),
    args: fc.array(fc.string(), { maxLength: 3 }),
    env: fc.dictionary(fc.string({ maxLength: 3 }), fc.string(), { maxKeys: 2, noNullPrototype: true }),
  },
  { requiredKeys: ['command'], noNullPrototype: true },
);

const options = { numRuns: 1_500 };

/** What the text means without our entry, and our entry. */
function readBoth(text: string): { readonly others: unknown; readonly entry: unknown } {
  const root: unknown = Bun.JSONC.parse(text);
  const members = entriesOf(root).map(([key, value]) => [
    key,
    key === 's' ? entriesOf(value).filter(([name]) => name !== 'halo') : value,
  ]);
  const others = members.filter(([key, value]) => key !== 's' || (Array.isArray(value) && value.length > 0));
  return { others, entry: new Map(entriesOf(new Map(entriesOf(root)).get('s'))).get('halo') };
}

function entriesOf(value: unknown): [string, unknown][] {
  return Object.entries(value ?? {});
}

test('in any text an entry is added without the loss of a byte', () => {
  fc.assert(
    fc.property(documents, values, ({ kind, text }, value) => {
      const next = setJsonEntry(text, at(['s'], kind), 'halo', value);
      if (kind === 'json') JSON.parse(next);
      expect(isPartOf(text, next)).toBe(true);
      const [before, after] = [readBoth(text), readBoth(next)];
      expect(isDeepStrictEqual(after.others, before.others)).toBe(true);
      expect(entriesOf(after.entry).toSorted()).toEqual(entriesOf(value).toSorted());
      expect(setJsonEntry(next, at(['s'], kind), 'halo', value)).toBe(next);
    }),
    options,
  );
});

test('an entry that was added is cut out without a trace', () => {
  fc.assert(
    fc.property(documents, values, ({ kind, text }, value) => {
      const where = at(['s'], kind);
      const servers = new Map(entriesOf(Bun.JSONC.parse(text))).get('s');
      const again = removeJsonEntry(setJsonEntry(text, where, 'halo', value), where, 'halo');
      if (entriesOf(servers).length > 0) expect(again).toBe(text);
      // An empty object may lose a line end inside it; one that was missing stays.
      else if (servers !== undefined) expect(again.replace(/\s/g, '')).toBe(text.replace(/\s/g, ''));
    }),
    options,
  );
});

test('in any text an entry is cut out with nothing but its comma, wherever it stands', () => {
  fc.assert(
    fc.property(documents, ({ kind, text }) => {
      const where = at(['s'], kind);
      const entries = readJsonEntries(text, where);
      for (const name of Object.keys(entries)) {
        const next = removeJsonEntry(text, where, name);
        expect(isPartOf(next, text)).toBe(true);
        const others = entriesOf(entries).filter(([other]) => other !== name);
        expect(isDeepStrictEqual(entriesOf(readJsonEntries(next, where)), others)).toBe(true);
      }
    }),
    options,
  );
});

/** Whether every character of one stands in the other, in the same order. */
function isPartOf(part: string, whole: string): boolean {
  let found = 0;
  for (let index = 0; index < whole.length; index++) if (whole[index] === part[found]) found++;
  return found === part.length;
}
