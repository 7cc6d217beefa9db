import type { Step } from './step.ts';
import { agree } from './steps/agree.ts';
import { applyDraft } from './steps/apply-draft.ts';
import { askAddress } from './steps/ask-address.ts';
import { askClientId } from './steps/ask-client-id.ts';
import { askClientSecret } from './steps/ask-client-secret.ts';
import { askWay } from './steps/ask-way.ts';
import { chooseAssistants } from './steps/choose-assistants.ts';
import { closeAssistants } from './steps/close-assistants.ts';
import { showApplication } from './steps/show-application.ts';
import { signIn } from './steps/sign-in.ts';
import { testLogin } from './steps/test-login.ts';

/** The set-up of a Halo whose name is known, in order. */
export const allSteps: readonly Step[] = [
  askAddress,
  askWay,
  showApplication,
  askClientId,
  askClientSecret,
  signIn,
  testLogin,
  chooseAssistants,
  agree,
  closeAssistants,
  applyDraft,
];
