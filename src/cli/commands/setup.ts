import { UserError } from '../../base/errors.ts';
import { defaultProfile } from '../../desktop/settings-file.ts';
import type { SetupReport } from '../../setup/unattended.ts';
import type { Command } from '../command.ts';
import { completeAnswers } from '../complete-answers.ts';
import { type ExitCode, exitCode, InterruptedError, toExitCode, UsageError } from '../exit-code.ts';
import { wantsJson } from '../json-failure.ts';
import { removeFromOptions, setUpFromOptions, type UnattendedEnd } from '../set-up-unattended.ts';
import { readSetupOptions, type SetupOptions } from '../setup-options.ts';
import { printLine, showsUnicode, type Terminal } from '../terminal.ts';
import { openWorkplace, typingMs } from '../workplace.ts';

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
  --answers FILE          JSON with these options by their names, such as {"address": "...", "client-id": "..."}, and there alone
                          also "client-secret"; what is typed beside it counts
  --delete-answers        Delete that file once it is read, whatever becomes of the set-up
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
stored for. Without options for it, a whole login in HALO_INSTANCE_URL, HALO_CLIENT_ID and HALO_CLIENT_SECRET is
stored where none is yet. Assistants pass no environment on, so a proxy in HTTPS_PROXY, which is also the better place for its
password than --proxy, and certificates in NODE_EXTRA_CA_CERTS are kept where none are stored. A login that may read nothing in Halo
is not stored; one whose assistant's file can't be changed is.

Exit codes: 0 done, 1 failed, 2 typed wrongly, 3 not set up, 4 Halo refused, 5 Halo can't be reached, 6 keychain, 7 an assistant's
file, 130 stopped by Ctrl-C.`,
  run: async (args, terminal) => {
    // Whoever reads JSON reads it also where the options are wrong.
    if (wantsJson(args)) return printAsJson(args, terminal);
    const options = readSetupOptions(args);
    const isUnattended = options.isYes || options.isDryRun;
    if (terminal.isInteractive && !isUnattended) {
      return askPerson(options, terminal);
    }
    if (!isUnattended) {
      throw new UsageError('There is no terminal to ask in. Give --yes with all that is needed');
    }
    const { code, text } = await runUnattended(options, terminal);
    printLine(terminal.output, text);
    return code;
  },
};

async function runUnattended(options: SetupOptions, terminal: Terminal): Promise<UnattendedEnd> {
  const workplace = openWorkplace(terminal);
  if (options.isRemoval) return removeFromOptions(options, workplace, terminal);
  const { answers, network, news } = await completeAnswers(options, workplace, terminal);
  for (const line of news) printLine(terminal.errorOutput, line);
  const given = Object.entries(answers.network).filter(([, value]) => value !== undefined);
  const all = { ...answers, network: { ...network, ...Object.fromEntries(given) } };
  return setUpFromOptions(options, all, workplace, terminal);
}

/** The wizard brings a library that nothing else needs. */
async function askPerson(options: SetupOptions, terminal: Terminal): Promise<ExitCode> {
  if (options.isRemoval) throw new UsageError('Give --yes with --remove, because it asks nothing');
  // In questions Ctrl-C is a key, of which the system tells nobody else.
  const leaving = new AbortController();
  const signal = AbortSignal.any([terminal.signal, leaving.signal]);
  const workplace = openWorkplace(terminal, { keychainWaitMs: typingMs, unlocksKeychain: true, signal });
  const { answers, network } = await completeAnswers(options, workplace, terminal);
  const { runWizard } = await import('../../screens/wizard/wizard.ts');
  const { input, output, columns } = terminal;
  const unicode = showsUnicode(terminal);
  const onInterrupt = () => leaving.abort(new InterruptedError());
  const place = { workplace, input, output, unicode, columns, network, signal, onInterrupt };
  const end = await runWizard(answers, place);
  if (end === 'interrupted') return exitCode.interrupted;
  return typeof end === 'object' ? toExitCode(end.failed) : exitCode.done;
}

/** One object of fixed shape, whatever happens but a fault of our own. */
async function printAsJson(args: readonly string[], terminal: Terminal): Promise<ExitCode> {
  let options: SetupOptions | undefined;
  try {
    options = readSetupOptions(args);
    const { code, report, problem } = await runUnattended(options, terminal);
    return printResult(code, problem, report, options, terminal);
  } catch (error) {
    if (!(error instanceof UserError)) throw error;
    return printResult(toExitCode(error), error.message, undefined, options, terminal);
  }
}

function printResult(
  code: ExitCode,
  message: string | undefined,
  report: Partial<SetupReport> | undefined,
  options: SetupOptions | undefined,
  { output }: Terminal,
): ExitCode {
  const result = {
    ok: code === exitCode.done,
    profile: options?.answers.profile ?? defaultProfile,
    halo: report?.halo ?? null,
    agent: report?.agent ?? null,
    areas: report?.areas ?? [],
    keychain: report?.keychain ?? null,
    assistants: report?.assistants ?? [],
    check: report?.check ?? null,
    dryRun: options?.isDryRun === true,
    error: code === exitCode.done ? null : { message: message ?? null, exitCode: code },
  };
  printLine(output, JSON.stringify(result, undefined, 2));
  return code;
}
