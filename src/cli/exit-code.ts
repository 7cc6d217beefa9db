import { UserError } from '../base/errors.ts';
import { HaloError, type HaloErrorKind } from '../halo/errors.ts';

/** What the program's exit code tells a script. */
export const exitCode = {
  done: 0,
  failed: 1,
  /** The command was typed wrongly. */
  usage: 2,
  notSetUp: 3,
  /** Halo answers and refuses: somebody must change the login or its permissions. */
  haloRefused: 4,
  /** No usable answer from Halo: the same command may work later or from another network. */
  haloUnreachable: 5,
  keychain: 6,
  /** An assistant's own file can't be changed. */
  assistantFile: 7,
  /** Ctrl-C, or the system asked the program to end. */
  interrupted: 130,
} as const;

export type ExitCode = (typeof exitCode)[keyof typeof exitCode];

/** The command was typed wrongly; says what is wrong and what was expected. */
export class UsageError extends UserError {
  override readonly name = 'UsageError';
}

/** The person, or the system, ended the program before it was done. */
export class InterruptedError extends UserError {
  override readonly name = 'InterruptedError';

  constructor(message = 'Stopped before it was done', options?: ErrorOptions) {
    super(message, options);
  }
}

/** The exit code for whatever ended a command. */
export function toExitCode(error: unknown): ExitCode {
  if (error instanceof HaloError) return toHaloExitCode(error.kind);
  // parseArgs throws these for options that a command doesn't have.
  if (error instanceof TypeError && 'code' in error && String(error.code).startsWith('ERR_PARSE_ARGS')) {
    return exitCode.usage;
  }
  return error instanceof UserError ? (byName[error.name] ?? exitCode.failed) : exitCode.failed;
}

/** By name, because the classes live beside parsers and system calls that a start would have to load. */
const byName: Readonly<Record<string, ExitCode>> = {
  UsageError: exitCode.usage,
  MissingAnswersError: exitCode.usage,
  NotSetUpError: exitCode.notSetUp,
  KeychainError: exitCode.keychain,
  NotPutBackError: exitCode.keychain,
  ConfigFileError: exitCode.assistantFile,
  AssistantFileError: exitCode.assistantFile,
  InterruptedError: exitCode.interrupted,
};

function toHaloExitCode(kind: HaloErrorKind): ExitCode {
  switch (kind) {
    case 'address':
      return exitCode.usage;
    case 'wrong_login':
    case 'scope_refused':
    case 'grant_not_enabled':
    case 'login_failed':
    case 'no_scopes':
    case 'session_refused':
    case 'sign_in_again':
    case 'sign_in_failed':
    case 'forbidden':
    case 'refused_request':
      return exitCode.haloRefused;
    case 'rate_limited':
    case 'unavailable':
    case 'web_page':
    case 'not_halo':
    case 'redirected':
    case 'dns':
    case 'unreachable':
    case 'tls':
    case 'proxy':
    case 'timeout':
    case 'deadline':
    case 'dropped':
    case 'malformed':
    case 'server_error':
      return exitCode.haloUnreachable;
    case 'not_found':
    case 'report_failed':
      return exitCode.failed;
  }
}
