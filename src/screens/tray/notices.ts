import type { TrayMessage } from './tray.ts';
import type { TrayConnection, TrayStatus } from './tray-status.ts';

/** The same problem is not told again so soon, even if it went away in between. */
const quietMs = 4 * 60 * 60_000;

/** A network that is only waking up is not worth a word: Halo must have been out of reach for so long. */
const patienceMs = 3 * 60_000;

/** Decides what is worth a message: each problem once, and nothing that the person can't do anything about. */
export class Notices {
  readonly #told = new Map<string, number>();
  #offlineSinceMs: number | undefined;
  /** Those that were told and have been there ever since. */
  #standing: ReadonlySet<string> = new Set();

  /** The message to show for what was just seen; undefined where there is none. `nowMs` never goes back. */
  look(status: TrayStatus, nowMs: number): TrayMessage | undefined {
    this.#offlineSinceMs = status.connection.kind === 'offline' ? (this.#offlineSinceMs ?? nowMs) : undefined;
    const problems = this.#listProblems(status, nowMs);
    const first = problems.find(({ name }) => !this.#standing.has(name) && !this.#wasToldLately(name, nowMs));
    if (first) this.#told.set(first.name, nowMs);
    const still = problems.filter(({ name }) => name === first?.name || this.#standing.has(name));
    this.#standing = new Set(still.map(({ name }) => name));
    return first?.message;
  }

  #listProblems({ connection, claude }: TrayStatus, nowMs: number): readonly Problem[] {
    const repair: Problem = {
      name: 'claude',
      message: {
        title: 'Claude Desktop has lost its connection to Halo',
        text: 'Choose “Repair Claude Desktop” in the menu of the icon',
      },
    };
    return [...this.#describeConnection(connection, nowMs), ...(claude === 'needs-repair' ? [repair] : [])];
  }

  #describeConnection(connection: TrayConnection, nowMs: number): readonly Problem[] {
    switch (connection.kind) {
      case 'attention':
        return [
          {
            name: `attention ${connection.problem}`,
            message: { title: 'Halo needs your attention', text: connection.problem },
          },
        ];
      case 'offline':
        return nowMs - (this.#offlineSinceMs ?? nowMs) < patienceMs
          ? []
          : [
              {
                name: 'offline',
                message: {
                  title: `${connection.host} can’t be reached`,
                  text: 'Claude can’t answer questions about Halo until it is back',
                },
              },
            ];
      case 'checking':
      case 'connected':
      case 'not-set-up':
        return [];
    }
  }

  #wasToldLately(name: string, nowMs: number): boolean {
    const at = this.#told.get(name);
    return at !== undefined && nowMs - at < quietMs;
  }
}

interface Problem {
  readonly name: string;
  readonly message: TrayMessage;
}
