/** How much is written: each level includes those before it. */
export type LogLevel = 'error' | 'warn' | 'info' | 'debug';

export const logLevels = ['error', 'warn', 'info', 'debug'] as const satisfies readonly LogLevel[];

/** Facts that go with a log line; values are written as JSON. */
export type LogFacts = Readonly<Record<string, string | number | boolean | undefined>>;

/** Writes one finished line (without its line end) somewhere: stderr, a file. */
export type LogSink = (line: string) => void;

/** Our own diary. Everything written passes through the secret filter first. */
export interface Log {
  readonly error: (message: string, facts?: LogFacts) => void;
  readonly warn: (message: string, facts?: LogFacts) => void;
  readonly info: (message: string, facts?: LogFacts) => void;
  readonly debug: (message: string, facts?: LogFacts) => void;
  /** From now on this text is written as `[secret]` wherever it stands. Texts under 6 characters are ignored. */
  readonly hide: (secret: string) => void;
}

/** A log that writes one JSON line per event to every sink, oldest fact first. */
export function createLog(level: LogLevel, sinks: readonly LogSink[], now: () => Date): Log {
  const secrets = new Set<string>();
  const write = (of: LogLevel, message: string, facts: LogFacts = {}) => {
    if (logLevels.indexOf(of) > logLevels.indexOf(level)) return;
    const line = JSON.stringify({ at: now().toISOString(), level: of, message, ...facts });
    const clean = removeSecrets(line, secrets);
    for (const sink of sinks) sink(clean);
  };
  return {
    error: (message, facts) => write('error', message, facts),
    warn: (message, facts) => write('warn', message, facts),
    info: (message, facts) => write('info', message, facts),
    debug: (message, facts) => write('debug', message, facts),
    hide: (secret) => {
      if (secret.length >= 6) secrets.add(secret);
    },
  };
}

/** A log for places that want none, such as a test of arithmetic. */
export const silentLog: Log = createLog('error', [], () => new Date(0));

const tokenShapes =
  /\beyJ[\w-]{10,}(?:\.[\w-]+){0,4}|\bBearer\s+[\w.~+/-]+=*|((?:client_secret|refresh_token|code_verifier)=)[^&\s"]+/gi;

function removeSecrets(line: string, secrets: ReadonlySet<string>): string {
  let clean = line;
  for (const secret of secrets) {
    for (const form of [secret, encodeURIComponent(secret), JSON.stringify(secret).slice(1, -1)]) {
      clean = clean.replaceAll(form, '[secret]');
    }
  }
  return clean.replace(tokenShapes, (_, prefix?: string) => `${prefix ?? ''}[secret]`);
}
