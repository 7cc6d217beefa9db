// An older halo-mcp, for tests of upgrades: tells its name, or repeats what it is told until its input ends.

if (process.argv.includes('--help')) process.stdout.write('halo-mcp 0.0.9: an older one\n');
else process.stdin.on('data', (data: Buffer) => process.stdout.write(`older: ${data}`));
