// What any executable of Bun's costs: says that it runs, and ends with its input.
process.stdout.write('{"id":"ready"}\n');
process.stdin.resume();
