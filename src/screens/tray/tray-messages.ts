import { UserError } from '../../base/errors.ts';
import { describeConnection } from './menu.ts';
import type { TrayMessage } from './tray.ts';
import type { TrayConnection } from './tray-status.ts';

/** What a test that the person asked for found. */
export function describeTest(connection: TrayConnection): TrayMessage {
  switch (connection.kind) {
    case 'connected':
      return { title: 'The connection works', text: describeConnection(connection) };
    case 'offline':
      return { title: describeConnection(connection), text: 'Check the network, then try again' };
    case 'attention':
      return { title: 'Halo needs your attention', text: connection.problem };
    case 'checking':
    case 'not-set-up':
      return { title: describeConnection(connection), text: 'Open the settings to connect your Halo' };
  }
}

/** Who we are. */
export function describeProgram(version: string): TrayMessage {
  return {
    title: `halo-mcp ${version}`,
    text: 'Lets Claude answer questions from your Halo. It only reads, and changes nothing there',
  };
}

/** What went wrong, in words for the person. */
export function describeFailure(error: unknown): TrayMessage {
  const message = error instanceof Error ? error.message : String(error);
  const text =
    error instanceof UserError
      ? message
      : `halo-mcp ran into a fault of its own: ${message}. Please report it`;
  return { title: 'That did not work', text };
}
