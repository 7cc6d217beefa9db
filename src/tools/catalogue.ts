import { listAgents } from './service/list-agents.ts';
import type { Tool } from './tool.ts';

/** All tools, in the order in which assistants see them. */
export const catalogue: readonly Tool[] = [listAgents];
