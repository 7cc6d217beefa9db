import { UserError } from '../../base/errors.ts';
import type { AssistantId } from '../../desktop/assistants/assistant.ts';
import { defaultProfile, readSettings } from '../../desktop/settings-file.ts';
import type { SetupAnswers } from '../../setup/answers.ts';
import { inspectAssistants } from '../../setup/assistants.ts';
import type { NetworkDraft } from '../../setup/network.ts';
import type { SetupReport } from '../../setup/unattended.ts';
import type { Workplace } from '../../setup/workplace.ts';
import type { Command } from '../command.ts';
import { readProxy } from '../environment.ts';
import { type ExitCode, exitCode, toExitCode, UsageError } from '../exit-code.ts';
import { readSecret } from '../read-secret.ts';
import { removeFromOptions, setUpFromOptions, type UnattendedEnd } from '../set-up-unattended.ts';
import { readSetupOptions, type SetupOptions } from '../setup-options.ts';
import { printLine, showsUnicode, type Terminal } from '../terminal.ts';
import { openWorkplace } from '../workplace.ts';

/** Sets up a Halo: with questions where a person sits at a terminal, else from the options alone. */
export const setup: Command = {
  help: `Usage: halo-mcp setup
       halo-mcp setup --yes --address URL --client-id ID --client-secret-stdin [--assistants LIST] [...]

Tries the login to Halo, keeps it in this user's keychain, and enters halo-mcp into assistants such as Claude Desktop. In a terminal
it asks for what is not given; with --yes, --json or --dry-run, and without a terminal, it never asks.

  --address URL           Halo's address, as pasted from the browser
  --client-id ID          Of the application in Halo (Configuration > Integrations > HaloPSA API)
  --client-secret-stdin   The client secret comes from standard input
  --client-secret-fd N    It comes from this open file descriptor; without both, from HALO_CLIENT_SECRET
  --sign-in               A person signs in in the browser instead; needs no secret
  --redirect-port N       The port of the redirect URL registered in Halo, http://127.0.0.1:N/callback (any free one)
  --tenant NAME           Only where several Halos share one authorisation server; "" takes it away again
  --auth-url URL          The authorisation server, where it is not found from the address; "" takes it away again
  --scope LIST            The permissions to ask for (all)
  --profile NAME          To keep several Halos: small letters, digits and hyphens (default)
  --assistants LIST       claude-desktop, claude-code, cursor, vs-code, windsurf, zed, gemini-cli, codex-cli, lm-studio,
                          copilot-cli, separated by commas; or all (that are installed), or none. Without questions: none
  --quit-assistants       Quits Claude Desktop first where it runs, because it may write its file anew from memory
  --proxy URL             http://host:port; a login in it goes to the keychain. "" takes the stored one away
  --no-proxy LIST         Hosts that are reached without it
  --ca-file PATH          More certificate authorities, PEM; "" takes the stored one away
  --yes, -y               Do it without questions
  --dry-run               Try the login and show what would be stored; changes nothing
  --json                  The result as one JSON object
  --remove                Takes the profile away: its login, its settings, its entries in assistants

What is not given is kept from an earlier set-up of the profile; a stored secret is used only for the address and client ID it was
stored for. Assistants pass no environment on, so a proxy in HTTPS_PROXY is kept where none is stored.

Exit codes: 0 done, 1 failed, 2 typed wrongly, 3 not set up, 4 Halo refused, 5 Halo can't be reached, 6 keychain, 7 an assistant's
file, 130 stopped by Ctrl-C.`,
  run: async (args, terminal) => {
    const options = readSetupOptions(args);
    const workplace = openWorkplace(terminal);
    const isUnattended = options.isYes || options.isJson || options.isDryRun;
    if (terminal.isInteractive && !isUnattended) return askPerson(options, workplace, terminal);
    if (!isUnattended) {
      throw new UsageError('There is no terminal to ask in. Give --yes with all that is needed');
    }
    const run = async () => {
      if (options.isRemoval) return removeFromOptions(options, workplace, terminal);
      const answers = await completeAnswers(options, workplace, terminal);
      const network = { ...findUnstoredProxy(workplace), ...dropUndefined(options.answers.network) };
      return setUpFromOptions(options, { ...answers, network }, workplace, terminal);
    };
    if (options.isJson) return printAsJson(options, terminal, run);
    const { code, text } = await run();
    printLine(terminal.output, text);
    return code;
  },
};

/** The wizard brings a library that nothing else needs. */
async function askPerson(options: SetupOptions, workplace: Workplace, terminal: Terminal): Promise<ExitCode> {
  if (options.isRemoval) throw new UsageError('Give --yes with --remove, because it asks nothing');
  if (options.secret?.kind === 'input') {
    throw new UsageError(
      '--client-secret-stdin waits for a secret in a pipe, but standard input is this terminal. Leave it out and you are asked for it',
    );
  }
  const { runWizard } = await import('../../screens/wizard/wizard.ts');
  const { input, output, columns, signal } = terminal;
  const end = await runWizard(await completeAnswers(options, workplace, terminal), {
    workplace,
    input,
    output,
    unicode: showsUnicode(terminal),
    columns,
    network: findUnstoredProxy(workplace),
    signal,
  });
  if (end === 'interrupted') return exitCode.interrupted;
  return typeof end === 'object' ? toExitCode(end.failed) : exitCode.done;
}

/** The answers with the secret, and with the assistants of this computer where all are meant. */
async function completeAnswers(
  { answers, secret, assistants }: SetupOptions,
  workplace: Workplace,
  terminal: Terminal,
): Promise<SetupAnswers> {
  const source = secret ?? (answers.signsIn ? undefined : ({ kind: 'environment' } as const));
  return {
    ...answers,
    clientSecret: source === undefined ? undefined : await readSecret(source, terminal),
    assistants: assistants === 'all' ? await findInstalled(workplace) : assistants,
  };
}

async function findInstalled(workplace: Workplace): Promise<readonly AssistantId[]> {
  const states = await inspectAssistants(workplace, []);
  return states.filter(({ isInstalled }) => isInstalled).map(({ id }) => id);
}

/** The proxy of this environment, which assistants would not pass on; nothing where one is stored already. */
function findUnstoredProxy({ computer, paths }: Workplace): NetworkDraft {
  return readSettings(paths.settingsFile).proxy === undefined ? readProxy(computer.environment) : {};
}

function dropUndefined(draft: NetworkDraft): NetworkDraft {
  return Object.fromEntries(Object.entries(draft).filter(([, value]) => value !== undefined));
}

/** One object of fixed shape, whatever happens but a fault of our own. */
async function printAsJson(
  { answers, isDryRun }: SetupOptions,
  terminal: Terminal,
  run: () => Promise<UnattendedEnd>,
): Promise<ExitCode> {
  const print = (code: ExitCode, report: SetupReport | undefined, error: string | null) => {
    const nothing = {
      halo: null,
      agent: null,
      areas: [],
      dryRun: isDryRun,
      assistants: [],
      check: null,
      problem: null,
    };
    const profile = answers.profile ?? defaultProfile;
    const result = { ok: code === exitCode.done, profile, ...nothing, ...report, exitCode: code, error };
    printLine(terminal.output, JSON.stringify(result, undefined, 2));
    return code;
  };
  try {
    const { code, report } = await run();
    return print(code, report, null);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return print(toExitCode(error), undefined, error.message);
  }
}
