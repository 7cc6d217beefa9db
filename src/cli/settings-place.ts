import { UserError } from '../base/errors.ts';
import { readLogTail } from '../desktop/log-reader.ts';
import { openFile, openInBrowser } from '../desktop/open.ts';
import { isOwnConnection } from '../desktop/own-connection.ts';
import type { HaloClient } from '../halo/client.ts';
import { callTool } from '../mcp/call-tool.ts';
import { describeTool } from '../mcp/describe-tool.ts';
import type { CallTool, OfferedTool, SettingsPlace } from '../screens/settings/settings-place.ts';
import { openStartAtLogin } from '../setup/start-at-login.ts';
import type { Workplace } from '../setup/workplace.ts';
import { catalogue } from '../tools/catalogue.ts';
import { createConnector } from './connector.ts';
import { findLoginSource, readDeadlineMs } from './halo-settings.ts';
import { lookAtStatus } from './look-at-status.ts';
import type { Terminal } from './terminal.ts';
import { findUnstoredNetwork } from './unstored-network.ts';
import { openWorkplace, typingMs } from './workplace.ts';

/**
 * What the settings page works on: this computer, and the tools as an assistant would call them. Opens and reads nothing yet.
 * `also` is what a tray hears of the page.
 */
export function createSettingsPlace(
  terminal: Terminal,
  also: Pick<SettingsPlace, 'onDisconnect'> = {},
): SettingsPlace {
  const workplace = openWorkplace(terminal, { keychainWaitMs: typingMs, unlocksKeychain: true });
  // The first thing that the page shows does not wait for a person who may not be there.
  const lookout = openWorkplace(terminal);
  const { computer, paths } = workplace;
  return {
    workplace,
    get network() {
      return findUnstoredNetwork({}, workplace);
    },
    hasLoginInEnvironment: hasLogin(computer.environment),
    readStatus: async (signal) => (await lookAtStatus(lookout, undefined, signal)).found,
    tools: catalogue.map(offerTool),
    callTool: openTools(workplace),
    readLog: (lines) => readLogTail(paths.logFile, lines),
    openLog: () => openFile(paths.logFile, computer),
    openInBrowser: (url) => openInBrowser(url, computer),
    isOwnConnection,
    startAtLogin: openStartAtLogin(workplace),
    ...also,
  };
}

/** Half a login is none; the status says what it lacks. */
function hasLogin(environment: Terminal['environment']): boolean {
  try {
    return findLoginSource(environment, undefined).kind === 'environment';
  } catch (error) {
    if (error instanceof UserError) return false;
    throw error;
  }
}

function offerTool(tool: (typeof catalogue)[number]): OfferedTool {
  const { title, description, inputSchema } = describeTool(tool);
  return {
    name: tool.name,
    title,
    description,
    inputSchema: inputSchema['~standard'].jsonSchema.input({ target: 'draft-2020-12' }),
  };
}

/** Each Halo keeps its own sign-in and its own look-ups from one call to the next. */
function openTools(workplace: Workplace): CallTool {
  const { computer, paths, log } = workplace;
  const connectors = new Map<string, (refused?: HaloClient) => Promise<HaloClient>>();
  const findConnector = (profile: string) => {
    const known = connectors.get(profile);
    if (known !== undefined) return known;
    const made = createConnector(workplace, profile === '' ? undefined : profile);
    connectors.set(profile, made);
    return made;
  };
  return async ({ profile, tool: name, args }, signal) => {
    const tool = catalogue.find((one) => one.name === name);
    if (tool === undefined) throw new UserError(`There is no tool "${name}". Reload the page`);
    const { content, isError } = await callTool(
      tool,
      args,
      { signal, onProgress: () => undefined, client: 'settings page' },
      {
        connect: findConnector(profile),
        now: () => new Date(),
        log,
        deadlineMs: () => readDeadlineMs(computer.environment, paths.settingsFile),
        logPlace: paths.logFile,
      },
    );
    signal.throwIfAborted();
    const [first] = content;
    return { text: first?.type === 'text' ? first.text : '', isError: isError === true };
  };
}
