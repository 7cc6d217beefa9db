import type { Assistant } from './assistant.ts';
import { claudeCode } from './claude-code.ts';
import { claudeDesktop } from './claude-desktop.ts';
import { codexCli } from './codex-cli.ts';
import { copilotCli } from './copilot-cli.ts';
import { cursor } from './cursor.ts';
import { geminiCli } from './gemini-cli.ts';
import { lmStudio } from './lm-studio.ts';
import { vsCode } from './vs-code.ts';
import { windsurf } from './windsurf.ts';
import { zed } from './zed.ts';

/** Every assistant we can connect to, in the order people are shown them. */
export const assistants: readonly Assistant[] = [
  claudeDesktop,
  claudeCode,
  cursor,
  vsCode,
  windsurf,
  zed,
  geminiCli,
  codexCli,
  lmStudio,
  copilotCli,
];
