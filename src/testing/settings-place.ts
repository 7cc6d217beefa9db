import { readFileSync } from 'node:fs';
import { createLog } from '../base/log.ts';
import type { DemoHalo } from '../demo/demo-halo.ts';
import { createHaloClient } from '../halo/client.ts';
import { callTool, defaultDeadlineMs } from '../mcp/call-tool.ts';
import { writeInputSchemas } from '../mcp/input-schemas.ts';
import type { SettingsPlace } from '../screens/settings/settings-place.ts';
import { connectAssistants } from '../setup/assistants.ts';
import { loadConnection, saveProfile } from '../setup/profiles.ts';
import { openStartAtLogin } from '../setup/start-at-login.ts';
import { readStatus } from '../setup/status.ts';
import { catalogue } from '../tools/catalogue.ts';
import { testDay } from './session.ts';
import type { TemporaryWorkplace } from './temporary-workplace.ts';

/** What the settings page works on in a test. */
export interface TestPlace extends SettingsPlace {
  /** What was written to the log. */
  readonly logLines: readonly string[];
  /** What it asked the browser to open. */
  readonly opened: readonly string[];
}

/** Sets a Halo up in a home, with a wrong entry in Claude Desktop's file, and a file of Cursor's that nobody can read. */
export async function storeTroubles(home: TemporaryWorkplace, demo: DemoHalo): Promise<void> {
  const file = '.config/Claude/claude_desktop_config.json';
  const path = home.write(file, '{}');
  const { clientId, clientSecret } = demo;
  const login = { kind: 'client-secret', clientId, clientSecret } as const;
  await saveProfile({ name: 'default', address: demo.url, login }, home, new AbortController().signal);
  await connectAssistants(['claude-desktop'], 'default', home);
  const whole = readFileSync(path, 'utf8');
  home.write(file, whole.replace(/"--profile",\s*"default"/, '"--profile", "gone"'));
  home.write('.cursor/mcp.json', '{ "mcpServers": ');
}

/** The page's place in a temporary home; its tools answer from the profile's own Halo, as the server's would. */
export function openTestPlace(
  home: TemporaryWorkplace,
  options: Partial<Pick<SettingsPlace, 'openInBrowser'>> = {},
): TestPlace {
  const logLines: string[] = [];
  const opened: string[] = [];
  const log = createLog('info', [(line) => logLines.push(line)], () => new Date(`${testDay}T12:00:00Z`));
  const workplace = {
    ...home,
    log,
    checkCommand: async () => ({ tools: catalogue.length, answer: 'agents 1 of 24, active only, by name' }),
  };
  const schemas = writeInputSchemas();
  return {
    workplace,
    network: {},
    hasLoginInEnvironment: false,
    readStatus: (signal) => readStatus(workplace, { network: {}, signal }),
    tools: catalogue.map(({ name, title, description }) => ({
      name,
      title,
      description,
      inputSchema: schemas[name],
    })),
    callTool: async ({ profile, tool: wanted, args }, signal) => {
      const tool = catalogue.find(({ name }) => name === wanted);
      if (tool === undefined) throw new Error(`There is no tool ${wanted}`);
      const { content, isError } = await callTool(
        tool,
        args,
        { signal, onProgress: () => undefined, client: 'settings page' },
        {
          connect: async () => createHaloClient({ connection: await loadConnection(profile, workplace) }),
          now: () => new Date(`${testDay}T12:00:00`),
          log,
          deadlineMs: () => defaultDeadlineMs,
          logPlace: workplace.paths.logFile,
        },
      );
      const [first] = content;
      return { text: first?.type === 'text' ? first.text : '', isError: isError === true };
    },
    readLog: (lines) => logLines.slice(-lines),
    openLog: async () => void opened.push('log'),
    openInBrowser: async (url) => {
      opened.push(url);
      await options.openInBrowser?.(url);
    },
    startAtLogin: openStartAtLogin(home),
    logLines,
    opened,
  };
}
